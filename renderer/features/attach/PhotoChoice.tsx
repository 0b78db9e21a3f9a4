import { useId } from 'react';
import type { AttachmentValue } from '../../../src/contract/values.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { photoLine } from './photo-line.js';
import type { Found } from './use-photos.js';

export interface PhotoChoiceProps {
  /** Undefined: the node did not look yet. */
  readonly found: Found | undefined;
  readonly file: AttachmentValue;
  readonly onKeep: (keepMetadata: boolean) => void;
}

/** Below a file: what is left out of it or stays in it, and for a photo the choice to send it as it is. */
export function PhotoChoice({ found, file, onKeep }: PhotoChoiceProps) {
  const { t } = useWords();
  const lineId = useId();
  if (!found) return null;
  if (!found.ok) return <p className="attach-photo small attach-stopped">{errorWords(found.error)}</p>;
  const line = photoLine(found.value, file);
  return (
    <div className="attach-photo small">
      <p id={lineId} className={line.isStopped ? 'attach-stopped' : 'muted'}>
        {t(line.key)}
      </p>
      {line.hasChoice && (
        <label>
          <input
            type="checkbox"
            checked={file.keepMetadata}
            aria-describedby={lineId}
            onChange={({ target }) => {
              onKeep(target.checked);
            }}
          />
          {t('attach.photo.asIs')}
        </label>
      )}
    </div>
  );
}
