import { shownAs } from '../../../src/base/file-kind.js';
import type { MessageRow, StoredTransfer } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { useTransfer } from '../../node-client/use-transfer.js';
import type { FileActions } from '../../ui/file-actions.js';
import { FileCard, FileLabel } from '../../ui/FileCard.js';
import { FileMedia } from '../../ui/FileMedia.js';
import { useWords } from '../../words/use-words.js';
import { OfferedPicture } from './OfferedPicture.js';

export interface FileContentProps {
  readonly row: MessageRow;
  readonly actions: FileActions;
}

/** What a message about a file shows. */
export function FileContent({ row, actions }: FileContentProps) {
  const { t } = useWords();
  if (row.file) return <KnownFile file={row.file} actions={actions} />;
  return (
    <FileLabel name={row.text} extension="">
      {t('file.state.forgotten')}
    </FileLabel>
  );
}

/** A picture that is offered or on its way here. */
function isAwaited({ direction, stage, extension }: StoredTransfer): boolean {
  return direction === 'in' && stage !== 'done' && stage !== 'ended' && shownAs(extension) === 'image';
}

function KnownFile({ file, actions }: { readonly file: StoredTransfer; readonly actions: FileActions }) {
  const live = useTransfer(file.id);
  const { rows } = useLiveView('contacts', {});
  const isFrozen = rows.find(({ id }) => id === file.contactId)?.state === 'frozen';
  const now = live ?? file;
  return (
    <>
      {isAwaited(now) && !isFrozen && <OfferedPicture file={now} />}
      <FileMedia file={now} actions={actions} />
      <FileCard file={now} live={live} actions={actions} isFrozen={isFrozen} />
    </>
  );
}
