import type { RequestRow } from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { DeclineAll } from './DeclineAll.js';
import { RequestCard } from './RequestCard.js';
import './requests.css';

const nothing = () => undefined;
const ANSWERS = {
  busy: undefined,
  accept: nothing,
  decline: nothing,
  block: nothing,
  declineAll: () => Promise.resolve(),
};
const REQUEST: RequestRow = {
  id: '11'.repeat(16),
  nodeId: 'ab'.repeat(32),
  nodeIdText: 'kith1example',
  fingerprint: '123450987612345098761234509876',
  name: 'Bob',
  note: 'We met at the choir.',
  addresses: ['192.0.2.1:7000'],
  observedAddress: '192.0.2.1:7000',
  replaces: null,
  receivedAt: Date.UTC(2026, 0, 1),
};
const replaces = { contactId: '22'.repeat(16), name: HARD_WORDS.sentence, countersigned: false };

export const examples: Examples = {
  usual: () => <RequestCard beginsOpen={false} request={REQUEST} answers={ANSWERS} />,
  'several, to be declined at once': () => (
    <DeclineAll requests={[REQUEST, REQUEST]} onDecline={ANSWERS.declineAll} />
  ),
  'being answered': () => (
    <RequestCard beginsOpen={false} request={REQUEST} answers={{ ...ANSWERS, busy: REQUEST.id }} />
  ),
  'a new key, with all details': () => (
    <RequestCard beginsOpen request={{ ...REQUEST, replaces, note: HARD_WORDS.long }} answers={ANSWERS} />
  ),
  'names nobody expected': () =>
    Object.entries(HARD_WORDS).map(([kind, name]) => (
      <RequestCard
        key={kind}
        beginsOpen={false}
        request={{ ...REQUEST, name, note: name }}
        answers={ANSWERS}
      />
    )),
};
