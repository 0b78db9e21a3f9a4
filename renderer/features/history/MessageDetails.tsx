import { isGone } from '../../text/is-gone.js';
import { Circle, CircleCheck } from 'lucide-react';
import type { MessageRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { cameLate, clockDifferenceMs } from './history-items.js';
import type { MessageActions } from './message-actions.js';
import { StateMark } from './StateMark.js';
import { stepsOf } from './message-state.js';

export interface MessageDetailsProps {
  readonly row: MessageRow;
  /** How it stands with the connection to whom it is for. */
  readonly standing: string;
  readonly actions: Pick<MessageActions, 'retry'>;
  readonly onClose: () => void;
}

/** Where a message is, and why. */
export function MessageDetails({ row, standing, actions, onClose }: MessageDetailsProps) {
  const { t } = useWords();
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
      {row.direction === 'out' && <Way row={row} standing={standing} />}
      <Times row={row} />
      <ContentCode row={row} />
    </Dialog>
  );
}

/** How far it has come. */
function Way({ row, standing }: Pick<MessageDetailsProps, 'row' | 'standing'>) {
  const { t } = useWords();
  if (row.state === 'failed' || isGone(row.state)) {
    return (
      <div className="way-end" data-state={row.state}>
        <p className="way-state">
          <StateMark row={row} />
          {t(`state.${row.state}`)}
        </p>
        {row.reason && <p className="muted">{errorWords(row.reason)}</p>}
      </div>
    );
  }
  return (
    <>
      <ol className="way">
        {stepsOf(row.state).map(({ step, isDone }) => (
          <li key={step} data-done={isDone}>
            <Icon of={isDone ? CircleCheck : Circle} size={18} />
            {t(`way.${step}`)}
            <span className="visually-hidden">{t(isDone ? 'way.done' : 'way.notYet')}</span>
          </li>
        ))}
      </ol>
      {row.state === 'queued' && (
        <div className="muted">
          <p>{row.reason ? errorWords(row.reason) : standing}</p>
          <p>{t('details.waits')}</p>
        </div>
      )}
    </>
  );
}

/** Two people who got the same file, as its sender says, compare them. */
function ContentCode({ row }: Pick<MessageDetailsProps, 'row'>) {
  const { t } = useWords();
  const code = row.file?.contentCode;
  if (!code) return null;
  return (
    <>
      <dl className="facts">
        <dt>{t('details.contentCode')}</dt>
        <dd className="content-code">{code.match(/.{8}/g)?.join(' ')}</dd>
      </dl>
      <p className="muted">{t('details.contentCodeMeans')}</p>
    </>
  );
}

function Times({ row }: Pick<MessageDetailsProps, 'row'>) {
  const { t, dates } = useWords();
  const isOff = clockDifferenceMs(row) !== undefined;
  return (
    <>
      <dl className="facts">
        <dt>{t(row.direction === 'in' ? 'details.sentThere' : 'details.sent')}</dt>
        <dd>{dates.full(row.sentAt)}</dd>
        {row.direction === 'in' && (
          <>
            <dt>{t('details.received')}</dt>
            <dd>{dates.full(row.receivedAt)}</dd>
          </>
        )}
      </dl>
      {isOff && <p className="muted">{t('details.clockOff')}</p>}
      {cameLate(row) && <p className="muted">{t('details.cameLate')}</p>}
    </>
  );
}
