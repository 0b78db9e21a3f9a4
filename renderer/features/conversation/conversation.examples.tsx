import type { ContactRow, LinkRow, RequestRow } from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { Strip } from '../../ui/Strip.js';
import { ConversationHeader } from './ConversationHeader.js';
import { KeyChangeStrip } from './KeyChangeStrip.js';
import type { Standing } from './link-words.js';
import { ObstacleText } from './ObstacleText.js';
import { requestSteps } from './request-steps.js';
import { RequestSteps } from './RequestSteps.js';

const nothing = () => undefined;
const CONTACT: ContactRow = {
  id: '11'.repeat(16),
  nodeId: 'ab'.repeat(32),
  nodeIdText: 'kith1example',
  conversationId: 'cd'.repeat(32),
  name: 'Bob',
  isNamedByOwner: false,
  profileName: 'Bob',
  fingerprint: '123450987612345098761234509876',
  state: 'frozen',
  trust: 'compared',
  addresses: ['192.0.2.1:7000'],
  note: '',
  since: Date.UTC(2026, 0, 1),
  queued: 0,
  fileRule: { accept: 'images', mostBytes: 2_000_000 },
};
const REQUEST: RequestRow = {
  id: '22'.repeat(16),
  nodeId: 'ef'.repeat(32),
  nodeIdText: 'kith1example',
  fingerprint: '678900543267890054326789005432',
  name: 'Bob',
  note: '',
  addresses: [],
  observedAddress: null,
  replaces: { contactId: CONTACT.id, name: 'Bob', countersigned: false },
  receivedAt: Date.UTC(2026, 0, 1),
};
const LINK: LinkRow = {
  id: CONTACT.id,
  contactId: CONTACT.id,
  state: 'dialling',
  direction: null,
  address: null,
  since: CONTACT.since,
  nextAttemptAt: null,
  error: null,
  lastSeenAt: 0,
  refused: false,
};
const STANDINGS: readonly Standing[] = [
  { key: 'standing.connected', params: {}, look: 'up', mayTry: false },
  {
    key: 'standing.failed',
    params: { why: HARD_WORDS.sentence, when: 'in 2 min' },
    look: 'waiting',
    mayTry: true,
  },
  {
    key: 'standing.calling',
    params: { address: `${HARD_WORDS.long}.example:8443` },
    look: 'trying',
    mayTry: false,
  },
];

export const examples: Examples = {
  'headers, with where a contact stands': () =>
    STANDINGS.map((standing) => (
      <ConversationHeader
        key={standing.key}
        contact={{ ...CONTACT, name: standing.mayTry ? HARD_WORDS.sentence : 'Bob' }}
        standing={standing}
        activity={undefined}
        areDetailsOpen={false}
        isSearching={false}
        onSearch={nothing}
        onBack={nothing}
        onDetails={nothing}
      />
    )),
  'headers, with what a contact does': () =>
    (['typing', 'active', 'away'] as const).map((doing) => (
      <ConversationHeader
        key={doing}
        contact={CONTACT}
        standing={{ key: 'standing.connected', params: {}, look: 'up', mayTry: false }}
        activity={{ typing: doing === 'typing', presence: doing === 'typing' ? null : doing }}
        areDetailsOpen={false}
        isSearching={false}
        onSearch={nothing}
        onBack={nothing}
        onDetails={nothing}
      />
    )),
  'how far a request has come': () =>
    (['dialling', 'waiting', 'up'] as const).map((state) => (
      <Strip key={state}>
        <RequestSteps
          steps={requestSteps(CONTACT, { ...LINK, state })}
          name={<bdi>{state === 'up' ? HARD_WORDS.sentence : 'Bob'}</bdi>}
          address={state === 'waiting' ? '' : '192.0.2.1:7000'}
        />
      </Strip>
    )),
  'two who cannot call each other': () =>
    (['neither', 'onlyThem'] as const).map((obstacle) => (
      <Strip key={obstacle}>
        <ObstacleText contact={CONTACT} obstacle={obstacle} port="8443" />
      </Strip>
    )),
  'a key that changed': () =>
    [CONTACT, { ...CONTACT, name: HARD_WORDS.sentence }].map((contact) => (
      <KeyChangeStrip key={contact.name} contact={contact} request={REQUEST} />
    )),
};
