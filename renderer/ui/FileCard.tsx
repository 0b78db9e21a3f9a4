import { File, FileArchive, FileCog, FileImage, FileMusic, FileText, FileVideo } from 'lucide-react';
import type { ReactNode } from 'react';
import { fileKind } from '../../src/base/file-kind.js';
import type { StoredTransfer, TransferRow } from '../../src/contract/values.js';
import { errorWords } from '../words/error-words.js';
import { transferStanding, type TransferStanding } from '../words/transfer-words.js';
import { useWords } from '../words/use-words.js';
import { Button } from './Button.js';
import { deedsOf, type FileActions, isUnanswered } from './file-actions.js';
import './files.css';
import { Icon } from './Icon.js';

const ICONS = {
  image: FileImage,
  audio: FileMusic,
  video: FileVideo,
  document: FileText,
  archive: FileArchive,
  program: FileCog,
  other: File,
} as const;

export interface FileLabelProps {
  readonly name: string;
  readonly extension: string;
  /** Below the name. */
  readonly children: ReactNode;
}

/** What a file is called, its real extension apart from the rest: whatever a name pretends, that is what it is. */
export function FileLabel({ name, extension, children }: FileLabelProps) {
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1);
  return (
    <div className="file-label">
      <span className="file-icon" data-kind={fileKind(extension)}>
        <Icon of={ICONS[fileKind(extension)]} size={22} />
      </span>
      <span className="file-words">
        <span className="file-name" title={name}>
          <bdi className="file-stem">{stem}</bdi>
          {extension !== '' && <bdi className="file-extension">.{extension}</bdi>}
        </span>
        <span className="file-facts small tabular">{children}</span>
      </span>
    </div>
  );
}

export interface FileCardProps {
  readonly file: StoredTransfer;
  /** How it goes just now, as far as the node says. */
  readonly live: TransferRow | undefined;
  readonly actions: FileActions;
  /** Nothing comes from this contact before their new key is decided about. */
  readonly isFrozen: boolean;
}

/** A file that is offered, on its way or here, with what can be done about it. */
export function FileCard({ file, live, actions, isFrozen }: FileCardProps) {
  const { t, dates } = useWords();
  const standing = transferStanding(file, live);
  const why = standing.key === 'file.state.unsaved' ? file.saveError : file.offerFailure;
  const waitsForKey = isFrozen && isUnanswered(file);
  const deeds = waitsForKey ? (['decline'] as const) : deedsOf(file, actions.can, live?.activity);
  return (
    <div className="file-card" data-look={standing.look}>
      <FileLabel name={file.name} extension={file.extension}>
        {dates.size(file.sizeBytes)}
        <span className="file-state"> · {t(waitsForKey ? 'file.state.frozen' : standing.key)}</span>
      </FileLabel>
      {why && <p className="file-why small">{errorWords(why)}</p>}
      {standing.isUnderWay && <FileProgress name={file.name} standing={standing} />}
      {deeds.length > 0 && (
        <div className="file-deeds">
          {deeds.map((deed) => (
            <Button
              key={deed}
              look={deed === 'accept' ? 'primary' : 'plain'}
              onPress={() => {
                actions.run(deed, file);
              }}
            >
              {t(`file.deed.${deed}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function FileProgress({ name, standing }: { readonly name: string; readonly standing: TransferStanding }) {
  const { t, dates } = useWords();
  const { share, bytesPerSecond, secondsLeft } = standing;
  const percent = Math.floor(share * 100);
  return (
    <div className="file-progress">
      <progress className="file-bar" max={100} value={percent} aria-label={t('file.progress', { name })} />
      <span className="small tabular">
        {dates.percent(share)}
        {bytesPerSecond > 0 && ` · ${t('file.rate', { size: dates.size(bytesPerSecond) })}`}
        {secondsLeft !== undefined && ` · ${t('file.left', { time: dates.duration(secondsLeft) })}`}
      </span>
    </div>
  );
}
