import type { SearchRow } from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import type { Search } from '../../node-client/use-search.js';
import { ConversationSearch } from './ConversationSearch.js';
import { FoundList } from './FoundList.js';

const nothing = () => undefined;
const NOW = Date.UTC(2026, 0, 15, 12);

function message(
  id: string,
  text: string,
  hits: readonly (readonly [number, number])[],
  isOwn = false,
): SearchRow {
  return {
    kind: 'message',
    ...{ id, position: `2${id}`, conversationId: 'c' },
    excerpt: { text, hits, cutBefore: text.length > 60, cutAfter: text.length > 60 },
    message: {
      ...{ id, position: id, direction: isOwn ? 'out' : 'in', state: isOwn ? 'read' : 'received' },
      sentAt: NOW - 864_000_000,
    },
  };
}

const person = (name: string, hits: readonly (readonly [number, number])[] = []): SearchRow => ({
  ...{ kind: 'person', id: `p ${name}`, position: '0', conversationId: 'c', contactId: 'p' },
  excerpt: { text: name, hits, cutBefore: false, cutAfter: false },
});

const FOUND: readonly SearchRow[] = [
  person('Bob Stone', [[0, 3]]),
  message('1', 'Bob brings the boat, and Bobby the sails', [
    [0, 3],
    [25, 30],
  ]),
  message('2', 'Has anybody seen Bob?', [[17, 20]], true),
];

function Found({ search = {} }: { readonly search?: Partial<Search> }) {
  const whole: Search = {
    ...{ text: 'bob', rows: FOUND, hasMore: false, unsearched: 0, error: undefined, isSearching: false },
    more: nothing,
    ...search,
  };
  return (
    <FoundList
      search={whole}
      isFirstWanted={false}
      whose={() => ({ name: 'Bob Stone', nodeId: 'ab'.repeat(32) })}
      now={NOW}
      onOpen={nothing}
    />
  );
}

export const examples: Examples = {
  'people and messages': () => <Found />,
  'more than is shown': () => <Found search={{ hasMore: true }} />,
  nothing: () => <Found search={{ rows: [] }} />,
  'an old history that is still being taken in': () => <Found search={{ unsearched: 12_345 }} />,
  'words nobody expected': () => (
    <Found
      search={{
        rows: [
          ...Object.values(HARD_WORDS).map((name) => person(name)),
          ...Object.entries(HARD_WORDS).map(([kind, text]) => message(kind, text, [[0, 3]])),
        ],
      }}
    />
  ),
  'inside a conversation': () => (
    <ConversationSearch
      conversationId="c"
      text=""
      onText={nothing}
      onJump={nothing}
      onClose={nothing}
      onReturn={nothing}
    />
  ),
};
