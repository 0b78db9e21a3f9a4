import { useId } from 'react';
import type { StoredTransfer } from '../../../src/contract/values.js';
import { FileLabel } from '../../ui/FileCard.js';
import { useWords } from '../../words/use-words.js';

export interface PassedFilesProps {
  readonly files: readonly StoredTransfer[];
  /** Ids of photos whose metadata cannot be taken off. */
  readonly stopped: readonly string[];
  /** Of those that go with whatever is in them. */
  readonly asTheyAre: readonly string[];
  readonly onAsTheyAre: (ids: readonly string[]) => void;
}

/** The files that are passed on; a photo that cannot be stripped goes as it is, or not at all. */
export function PassedFiles({ files, stopped, asTheyAre, onAsTheyAre }: PassedFilesProps) {
  const { dates } = useWords();
  return (
    <ul className="forward-files">
      {files.map(({ id, name, extension, sizeBytes }) => (
        <li key={id}>
          <FileLabel name={name} extension={extension}>
            {dates.size(sizeBytes)}
          </FileLabel>
          {stopped.includes(id) && (
            <StoppedPhoto
              isAsItIs={asTheyAre.includes(id)}
              onAsItIs={(is) => {
                onAsTheyAre(is ? [...asTheyAre, id] : asTheyAre.filter((other) => other !== id));
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

interface StoppedPhotoProps {
  readonly isAsItIs: boolean;
  readonly onAsItIs: (isAsItIs: boolean) => void;
}

function StoppedPhoto({ isAsItIs, onAsItIs }: StoppedPhotoProps) {
  const { t } = useWords();
  const lineId = useId();
  return (
    <div className="forward-photo small" role="status">
      <p id={lineId} className={isAsItIs ? 'muted' : undefined}>
        {t(isAsItIs ? 'attach.photo.keptUnknown' : 'forward.photoStopped')}
      </p>
      <label>
        <input
          type="checkbox"
          checked={isAsItIs}
          aria-describedby={lineId}
          onChange={({ target }) => {
            onAsItIs(target.checked);
          }}
        />
        {t('attach.photo.asIs')}
      </label>
    </div>
  );
}
