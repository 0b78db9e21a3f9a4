import { useEffect, useState } from 'react';
import type { StoredTransfer } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';
import { useWords } from '../../words/use-words.js';

/** The small picture its sender gave with an offer, until the file itself is here. */
export function OfferedPicture({ file: { id, name } }: { readonly file: StoredTransfer }) {
  const { t } = useWords();
  const { connection } = useNode();
  const [thumbnail, setThumbnail] = useState<string>();
  useEffect(() => {
    let isAwaited = true;
    void connection.call('offerThumbnail', { transferId: id }).then((answer) => {
      if (isAwaited && answer.ok) setThumbnail(answer.value.thumbnail ?? undefined);
    });
    return () => {
      isAwaited = false;
    };
  }, [connection, id]);
  if (thumbnail === undefined) return null;
  return (
    <img
      className="file-thumbnail"
      alt={t('file.thumbnail', { name })}
      src={`data:image/jpeg;base64,${thumbnail.replaceAll('-', '+').replaceAll('_', '/')}`}
      onError={() => {
        setThumbnail(undefined);
      }}
    />
  );
}
