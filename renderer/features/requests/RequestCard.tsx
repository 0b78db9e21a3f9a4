import { Ban, ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useState } from 'react';
import type { RequestRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { Icon } from '../../ui/Icon.js';
import { useNames } from '../../ui/look-alikes.js';
import { PersonName } from '../../ui/PersonName.js';
import { useNow } from '../../ui/use-now.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import type { Answers } from './use-answers.js';

export interface RequestCardProps {
  readonly request: RequestRow;
  readonly answers: Answers;
  /** Several at once are closed, so that they leave room for the conversations. */
  readonly beginsOpen: boolean;
}

export function RequestCard({ request, answers, beginsOpen }: RequestCardProps) {
  const { t, dates } = useWords();
  const now = useNow();
  const [isOpen, setOpen] = useState(beginsOpen || request.replaces !== null);
  const detailsId = useId();
  const name = useNames()(request);
  return (
    <article className="request">
      <div className="request-head">
        <Avatar name={displayName(request.name, '')} nodeId={request.nodeId} size="small" />
        <p className="request-title">
          <span>
            <Sentence
              of={request.replaces ? 'requests.newKey' : 'requests.asks'}
              parts={{
                name: (
                  <strong>
                    <PersonName name={request.replaces?.name ?? request.name} nodeId={request.nodeId} />
                  </strong>
                ),
              }}
            />
          </span>
          <span className="small faint">{dates.relative(Math.min(request.receivedAt, now), now)}</span>
        </p>
        <button
          type="button"
          className="icon-button"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          aria-label={t(isOpen ? 'requests.less' : 'requests.more', { name })}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <Icon of={isOpen ? ChevronUp : ChevronDown} />
        </button>
      </div>
      {isOpen && (
        <div id={detailsId} className="request-details">
          <RequestDetails request={request} />
        </div>
      )}
      {isOpen ? (
        <RequestActions request={request} answers={answers} />
      ) : (
        <div className="request-actions">
          <Button
            look="primary"
            onPress={() => {
              setOpen(true);
            }}
          >
            {t('requests.compareDigits')}
          </Button>
        </div>
      )}
    </article>
  );
}

/** Only beside the digits: whoever accepts says that they were compared. */
function RequestActions({ request, answers }: Omit<RequestCardProps, 'beginsOpen'>) {
  const { t } = useWords();
  const on = (answer: (request: RequestRow) => void) => () => {
    answer(request);
  };
  return (
    <div className="request-actions">
      <Button look="primary" isBusy={answers.busy === request.id} onPress={on(answers.accept)}>
        {t(request.replaces ? 'requests.acceptKey' : 'requests.accept')}
      </Button>
      <Button onPress={on(answers.decline)}>{t('requests.decline')}</Button>
      <Button look="danger" onPress={on(answers.block)}>
        <Icon of={Ban} size={16} />
        {t('requests.block')}
      </Button>
    </div>
  );
}

function RequestDetails({ request }: { readonly request: RequestRow }) {
  const { t } = useWords();
  const from = request.observedAddress ?? request.addresses[0];
  return (
    <>
      {request.note !== '' && (
        <p className="request-note" dir="auto">
          {request.note}
        </p>
      )}
      <p className="small muted">
        {t(
          request.replaces
            ? request.replaces.countersigned
              ? 'requests.signedKey'
              : 'requests.unsignedKey'
            : 'requests.compare',
        )}
      </p>
      <Digits of={request.fingerprint} label={t('identity.fingerprint')} />
      {from !== undefined && <p className="small muted">{t('requests.from', { address: from })}</p>}
    </>
  );
}
