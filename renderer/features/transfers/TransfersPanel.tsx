import type { TransferRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import type { FileActions } from '../../ui/file-actions.js';
import { FileCard } from '../../ui/FileCard.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { transferGroups } from './transfer-groups.js';
import './transfers.css';

export interface TransfersPanelProps {
  readonly rows: readonly TransferRow[];
  /** Contacts whose new key is not decided about. */
  readonly frozen: ReadonlySet<string>;
  readonly clearedAt: number;
  readonly actions: FileActions;
  readonly onClear: () => void;
  readonly onOpen: (conversationId: string) => void;
  readonly onClose: () => void;
}

/** Every file that waits, moves or is over, whoever it is from. */
export function TransfersPanel(props: TransfersPanelProps) {
  const { rows, clearedAt, onClear, onClose } = props;
  const { t } = useWords();
  const { waiting, underWay, over } = transferGroups(rows, clearedAt);
  const isEmpty = waiting.length + underWay.length + over.length === 0;
  return (
    <Dialog
      title={t('transfers.title')}
      isToRead
      onClose={onClose}
      {...(over.length > 0 && { actions: <Button onPress={onClear}>{t('transfers.clear')}</Button> })}
    >
      {isEmpty && <p className="muted transfers-nothing">{t('transfers.nothing')}</p>}
      <Group label={t('transfers.waiting')} files={waiting} {...props} />
      <Group label={t('transfers.underWay')} files={underWay} {...props} />
      <Group label={t('transfers.over')} files={over} {...props} />
    </Dialog>
  );
}

interface GroupProps extends Pick<TransfersPanelProps, 'frozen' | 'actions' | 'onOpen'> {
  readonly label: string;
  readonly files: readonly TransferRow[];
}

function Group({ label, files, frozen, actions, onOpen }: GroupProps) {
  if (files.length === 0) return null;
  return (
    <section aria-label={label}>
      <h3 className="field-label">{label}</h3>
      <ul className="transfers-list">
        {files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              className="text-button small"
              onClick={() => {
                onOpen(file.conversationId);
              }}
            >
              <Sentence
                of={file.direction === 'in' ? 'transfers.from' : 'transfers.to'}
                parts={{
                  name: <NameInSentence name={file.contactName} conversationId={file.conversationId} />,
                }}
              />
            </button>
            <FileCard file={file} live={file} actions={actions} isFrozen={frozen.has(file.contactId)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
