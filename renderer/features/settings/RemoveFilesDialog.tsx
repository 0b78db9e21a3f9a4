import { useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';

export interface RemoveFilesDialogProps {
  readonly conversationId: string;
  /** Whose conversation it is. */
  readonly name: string;
  readonly files: number;
  readonly fileBytes: number;
  readonly onRemoved?: () => void;
  readonly onClose: () => void;
}

/** Nothing of it can be had back, so it is asked. */
export function RemoveFilesDialog(props: RemoveFilesDialogProps) {
  const { conversationId, name, files, fileBytes, onRemoved, onClose } = props;
  const { t, dates } = useWords();
  const { connection } = useNode();
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const done = await connection.call('removeFiles', { conversationId });
    setBusy(false);
    if (!done.ok) {
      remark({ text: errorWords(done.error) });
      return;
    }
    onRemoved?.();
    onClose();
  };
  return (
    <Dialog
      title={
        <Sentence
          of="settings.removeFilesTitle"
          parts={{ name: <NameInSentence name={name} conversationId={conversationId} /> }}
        />
      }
      description={t('settings.removeFilesText', { count: files, size: dates.size(fileBytes) })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onPress={() => void remove()}>
            {t('settings.removeFilesConfirm')}
          </Button>
        </>
      }
    >
      <p className="small muted">{t('settings.removeFilesKeeps')}</p>
    </Dialog>
  );
}
