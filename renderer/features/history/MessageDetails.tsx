import type { MessageRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import type { MessageActions } from './message-actions.js';

export interface MessageDetailsProps {
  readonly row: MessageRow;
  readonly actions: Pick<MessageActions, 'retry'>;
  readonly onClose: () => void;
}

/** Where a message is, and why. */
export function MessageDetails({ row, actions, onClose }: MessageDetailsProps) {
  const { t, dates } = useWords();
  const retry = (
    <Button
      look="primary"
      onPress={() => {
        actions.retry(row);
      }}
    >
      {t('message.retry')}
    </Button>
  );
  return (
    <Dialog
      title={t('details.messageTitle')}
      onClose={onClose}
      {...(row.state === 'failed' ? { actions: retry } : {})}
    >
      <dl className="facts">
        <dt>{t('details.state')}</dt>
        <dd>{t(`state.${row.state}`)}</dd>
        {row.reason && (
          <>
            <dt>{t('details.why')}</dt>
            <dd>{errorWords(row.reason)}</dd>
          </>
        )}
        <dt>{t('details.sent')}</dt>
        <dd>{dates.full(row.sentAt)}</dd>
        {row.direction === 'in' && (
          <>
            <dt>{t('details.received')}</dt>
            <dd>{dates.full(row.receivedAt)}</dd>
          </>
        )}
      </dl>
    </Dialog>
  );
}
