import { useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';

export interface DeleteHistoryDialogProps {
  readonly conversationId: string;
  readonly name: string;
  readonly onClose: () => void;
  /** May come after the dialog was closed. */
  readonly onDeleted: () => void;
}

/** What is left of a conversation goes for good. */
export function DeleteHistoryDialog(props: DeleteHistoryDialogProps) {
  const { conversationId, name, onClose, onDeleted } = props;
  const { t } = useWords();
  const { connection } = useNode();
  const [isErasing, setErasing] = useState(false);
  const confirm = async () => {
    setErasing(true);
    const done = await connection.call('deleteHistory', { conversationId });
    setErasing(false);
    if (done.ok) onDeleted();
    else remark({ text: errorWords(done.error) });
  };
  return (
    <Dialog
      title={
        <Sentence
          of="former.deleteTitle"
          parts={{ name: <NameInSentence name={name} conversationId={conversationId} /> }}
        />
      }
      description={isErasing ? t('former.erasing') : t('former.deleteText')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t(isErasing ? 'common.close' : 'common.cancel')}</Button>
          <Button look="danger" isBusy={isErasing} onPress={() => void confirm()}>
            {t('former.deleteConfirm')}
          </Button>
        </>
      }
    />
  );
}
