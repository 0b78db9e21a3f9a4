import type { RequestRow } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { useWords } from '../../words/use-words.js';
import { declinableAtOnce } from './declinable.js';
import { DeclineAll } from './DeclineAll.js';
import { RequestCard } from './RequestCard.js';
import './requests.css';
import { useAnswers } from './use-answers.js';

/** Who asks to be a contact. Nothing waits for the answer. */
export function Requests({ onContact }: { readonly onContact: (contactId: string) => void }) {
  const { t } = useWords();
  const { rows } = useLiveView('requests', {});
  const answers = useAnswers(onContact);
  const declinable = declinableAtOnce(rows);
  if (rows.length === 0) return null;
  return (
    <section className="requests" aria-label={t('requests.title')}>
      {declinable.length > 1 && <DeclineAll requests={declinable} onDecline={answers.declineAll} />}
      {rows.map((request: RequestRow) => (
        <RequestCard key={request.id} request={request} answers={answers} beginsOpen={rows.length === 1} />
      ))}
    </section>
  );
}
