import type { ContactRow } from '../../../src/contract/values.js';
import { beginningOf } from '../../text/arrived.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import type { Arrivals } from './arrivals.js';
import { REGIONS, useArrivals } from './use-arrivals.js';

export interface ArrivalsSaidProps {
  readonly contact: Pick<ContactRow, 'conversationId' | 'name' | 'nodeId'>;
}

/** Says to a screen reader what arrives. The list of messages itself is silent: what scrolling draws in it is no news. */
export function ArrivalsSaid({ contact }: ArrivalsSaidProps) {
  const told = useArrivals(contact.conversationId);
  return REGIONS.map((region) => (
    <p key={region} className="visually-hidden" role="status" data-arrivals>
      {told?.region === region && <Said arrivals={told.arrivals} contact={contact} />}
    </p>
  ));
}

function Said({ arrivals, contact }: ArrivalsSaidProps & { readonly arrivals: Arrivals }) {
  const { t } = useWords();
  const { newest, count } = arrivals;
  const name = <NameInSentence name={contact.name} nodeId={contact.nodeId} />;
  if (count > 1) return <Sentence of="history.arrivedSeveral" params={{ count }} parts={{ name }} />;
  const beginning = beginningOf(newest) ?? t('message.needsNewer');
  const text = newest.kind === 'file' ? t('file.preview', { name: beginning }) : beginning;
  return <Sentence of="history.arrived" parts={{ name, text }} />;
}
