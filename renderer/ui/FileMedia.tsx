import { useState } from 'react';
import { shownAs } from '../../src/base/file-kind.js';
import { MOST_PICTURE_BYTES } from '../../src/base/media/picture-points.js';
import type { StoredTransfer } from '../../src/contract/values.js';
import { useWords } from '../words/use-words.js';
import type { FileActions } from './file-actions.js';
import './files.css';
import { mediaAddress } from './media-address.js';

export interface FileMediaProps {
  readonly file: StoredTransfer;
  readonly actions: FileActions;
}

/** A picture, sound or film in the conversation, once it is all there, or the word that it is not shown. */
export function FileMedia({ file, actions }: FileMediaProps) {
  const { t } = useWords();
  const [isBroken, setBroken] = useState(false);
  const as = shownAs(file.extension);
  const isHere = file.direction === 'out' ? file.stage !== 'ended' : file.stage === 'done';
  if (as === undefined || !isHere) return null;
  if (isBroken || (as === 'image' && file.sizeBytes > MOST_PICTURE_BYTES))
    return (
      <p className="small muted">
        {t(as === 'image' ? 'file.notShown' : 'file.notPlayed')}
        {file.direction === 'in' && ` ${t('file.elsewhere')}`}
      </p>
    );
  const source = {
    src: mediaAddress(file),
    onError: () => {
      setBroken(true);
    },
  };
  if (as === 'audio') return <audio className="file-sound" controls preload="metadata" {...source} />;
  if (as === 'video') return <video className="file-film" controls preload="metadata" {...source} />;
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
