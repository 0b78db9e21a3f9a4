import { useState } from 'react';
import { shownAs } from '../../src/base/file-kind.js';
import type { StoredTransfer } from '../../src/contract/values.js';
import { useWords } from '../words/use-words.js';
import type { FileActions } from './file-actions.js';
import './files.css';
import { mediaAddress } from './media-address.js';

export interface FileMediaProps {
  readonly file: StoredTransfer;
  readonly actions: FileActions;
}

/** Larger pictures are opened, not drawn beside the text. */
const MOST_PICTURE_BYTES = 32 * 1024 * 1024;

/** A picture, sound or film in the conversation, once it is all there; nothing if its bytes are something else. */
export function FileMedia({ file, actions }: FileMediaProps) {
  const { t } = useWords();
  const [isBroken, setBroken] = useState(false);
  const as = shownAs(file.extension);
  const isHere = file.direction === 'out' ? file.stage !== 'ended' : file.stage === 'done';
  if (as === undefined || !isHere || isBroken) return null;
  const source = {
    src: mediaAddress(file),
    onError: () => {
      setBroken(true);
    },
  };
  if (as === 'audio') return <audio className="file-sound" controls preload="metadata" {...source} />;
  if (as === 'video') return <video className="file-film" controls preload="metadata" {...source} />;
  if (file.sizeBytes > MOST_PICTURE_BYTES) return null;
  return (
    <button
      type="button"
      className="file-picture"
      aria-label={t('viewer.open', { name: file.name })}
      onClick={() => {
        actions.run('view', file);
      }}
    >
      <img alt="" loading="lazy" decoding="async" {...source} />
    </button>
  );
}
