import type {
  ContactRow,
  ConversationRow as ConversationValue,
  MessageRow,
} from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import '../../ui/rows.css';
import './conversation-list.css';
import { ConversationRow } from './ConversationRow.js';
import { FormerDoor, FormerRow } from './FormerRows.js';
import { listItems } from './list-items.js';
import { ListSearch } from './ListSearch.js';

const nothing = () => undefined;
const NOW = Date.UTC(2026, 0, 15, 12);

const LAST: MessageRow = {
  ...{
    id: 'm',
    conversationId: 'c',
    position: '1',
    text: 'See you on Thursday then',
    more: false,
    kind: 'text',
  },
  ...{
    direction: 'in',
    state: 'received',
    reason: null,
    file: null,
    system: null,
    gapBefore: 0,
    recovered: false,
  },
  ...{ unread: false, sentAt: NOW, receivedAt: NOW },
};

interface RowProps {
  readonly name?: string;
  readonly contact?: Partial<ContactRow>;
  readonly conversation?: Partial<ConversationValue>;
  readonly isSelected?: boolean;
  readonly isTyping?: boolean;
  readonly isThere?: boolean;
}

function Row(props: RowProps) {
  const { name = 'Bob Stone', contact = {}, conversation = {} } = props;
  const { isSelected = false, isTyping = false, isThere = false } = props;
  const person: ContactRow = {
    ...{ id: 'p', nodeId: 'ab'.repeat(32), nodeIdText: 'kith1example', conversationId: 'c', name },
    ...{
      isNamedByOwner: false,
      profileName: null,
      fingerprint: '1'.repeat(30),
      state: 'approved',
      trust: 'address',
      addresses: [],
    },
    ...{ note: '', since: NOW, queued: 0, fileRule: { accept: 'images', mostBytes: 2_000_000 } },
    ...contact,
  };
  const row: ConversationValue = {
    ...{
      id: 'c',
      contactId: 'p',
      former: null,
      name,
      unread: 0,
      markedUnread: false,
      failed: 0,
      lastFailed: null,
      draft: '',
      attachments: [],
      caption: '',
      recipients: [],
      place: null,
      arrived: null,
      last: LAST,
    },
    ...{ mutedUntil: 0, pinned: false, archived: false, hidden: false },
    ...conversation,
  };
  const [item] = listItems([person], [row], NOW);
  return (
    item && (
      <ConversationRow
        item={item}
        isSelected={isSelected}
        isTyping={isTyping}
        isThere={isThere}
        now={NOW}
        onOpen={nothing}
        onFiles={nothing}
      />
    )
  );
}

const FORMER = [
  { conversationId: 'd', name: 'David', unread: 0, at: NOW, why: 'removed' },
  { conversationId: 'b', name: 'Bob Stone', unread: 3, at: NOW, why: 'earlierKey' },
] as const;

const own = (state: MessageRow['state']) => ({ last: { ...LAST, direction: 'out', state } as MessageRow });

export const examples: Examples = {
  'a field that searches': () => <ListSearch search="" onSearch={nothing} onEnter={nothing} />,
  usual: () => <Row />,
  open: () => <Row isSelected />,
  'of somebody who types': () => <Row isTyping />,
  'of somebody who is there': () => (
    <>
      <Row isThere />
      <Row isThere isSelected isTyping />
    </>
  ),
  unread: () => <Row conversation={{ unread: 12 }} />,
  'more unread than there is room for, muted and pinned': () => (
    <Row conversation={{ unread: 1234, mutedUntil: NOW * 2, pinned: true }} />
  ),
  'to be reminded of': () => <Row conversation={{ markedUnread: true }} />,
  'a draft': () => <Row conversation={{ draft: 'I wanted to say' }} />,
  'own messages': () =>
    (['queued', 'relayed', 'delivered', 'read', 'failed'] as const).map((state) => (
      <Row key={state} conversation={{ ...own(state), failed: state === 'failed' ? 1 : 0 }} />
    )),
  'nobody answered yet': () => <Row contact={{ state: 'requested' }} conversation={{ last: null }} />,
  blocked: () => <Row contact={{ state: 'blocked' }} />,
  'what is left of others': () => (
    <>
      {FORMER.map((item) => (
        <FormerRow key={item.name} item={item} now={NOW} isSelected={item.unread > 0} onOpen={nothing} />
      ))}
      <FormerDoor items={FORMER} onOpen={nothing} />
      <FormerDoor items={FORMER.slice(0, 1)} onOpen={nothing} />
    </>
  ),
  'names nobody expected': () =>
    Object.entries(HARD_WORDS).map(([kind, name]) => (
      <Row key={kind} name={name} conversation={{ last: { ...LAST, text: name } }} />
    )),
};
