import { useState } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import { isAnswerLost } from '../../../src/contract/answer-lost.js';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { words } from '../../words/language.js';
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
export function DeleteHistoryDialog({ onDeleted, ...about }: DeleteHistoryDialogProps) {
  const { conversationId } = about;
  const { connection, views } = useNode();
  const [isErasing, setErasing] = useState(false);
  const confirm = async () => {
    setErasing(true);
    const done = await connection.call('deleteHistory', { conversationId });
    setErasing(false);
    const { rows } = views.store('conversations', {}).getState();
    const isGone = !rows.some(({ id }) => id === conversationId);
    if (!done.ok) remark({ text: isGone ? erasedLater(done.error) : errorWords(done.error) });
    if (done.ok || isGone) onDeleted();
  };
  return <DeleteHistoryQuestion {...about} isErasing={isErasing} onConfirm={() => void confirm()} />;
}

/** It is off every list, whatever the answer is. */
function erasedLater(error: AppError): string {
  const later = words('former.erasedLater');
  return isAnswerLost(error) ? later : `${errorWords(error)} ${later}`;
}

export interface DeleteHistoryQuestionProps extends Omit<DeleteHistoryDialogProps, 'onDeleted'> {
  /** It was confirmed, and the node is at it. */
  readonly isErasing: boolean;
  readonly onConfirm: () => void;
}

export function DeleteHistoryQuestion(props: DeleteHistoryQuestionProps) {
  const { conversationId, name, isErasing, onClose, onConfirm } = props;
  const { t } = useWords();
  return (
    <Dialog
      title={
        <Sentence
          of={isErasing ? 'former.erasingTitle' : 'former.deleteTitle'}
          parts={{ name: <NameInSentence name={name} conversationId={conversationId} /> }}
        />
      }
      description={isErasing ? t('former.erasing') : t('former.deleteText')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t(isErasing ? 'common.close' : 'common.cancel')}</Button>
          <Button look="danger" isBusy={isErasing} onPress={onConfirm}>
            {t('former.deleteConfirm')}
          </Button>
        </>
      }
    />
  );
}
