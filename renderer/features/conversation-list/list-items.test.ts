import { describe, expect, it } from 'vitest';
import type { ContactRow, ConversationRow } from '../../../src/contract/values.js';
import { formerItems } from './former-items.js';
import { archivedOf, filterItems, listItems } from './list-items.js';

function contact(name: string, since: number): ContactRow {
  const fingerprint = `${String(since).padStart(5, '0')}${'1'.repeat(25)}`;
  return { id: name, name, profileName: null, conversationId: `c ${name}`, since, fingerprint } as ContactRow;
}

function conversation(
  name: string,
  receivedAt: number,
  changes: Partial<ConversationRow> = {},
): ConversationRow {
  const last = { direction: 'in', receivedAt, sentAt: 0 };
  return { id: `c ${name}`, unread: 0, draft: '', last, mutedUntil: 0, ...changes } as ConversationRow;
}

const NOW = 1_000;
const names = (items: readonly { contact: ContactRow }[]) => items.map((item) => item.contact.name);

describe('the list', () => {
  const people = [contact('Alice', 1), contact('Bob', 2), contact('Зоя Ёлкина', 3)];

  it('has who wrote last at the top, and who never wrote by when they came', () => {
    const items = listItems(people, [conversation('Bob', 50), conversation('Alice', 100)], NOW);
    expect(names(items)).toEqual(['Alice', 'Bob', 'Зоя Ёлкина']);
    expect(names(listItems(people, [], NOW))).toEqual(['Зоя Ёлкина', 'Bob', 'Alice']);
  });

  it('shows only what is unread when asked to', () => {
    const items = listItems(people, [conversation('Bob', 50, { unread: 2 })], NOW);
    expect(names(filterItems(items, 'unread'))).toEqual(['Bob']);
  });

  it('has what is pinned above what is newer', () => {
    const rows = [conversation('Bob', 50, { pinned: true }), conversation('Alice', 100)];
    expect(names(listItems(people, rows, NOW)).slice(0, 2)).toEqual(['Bob', 'Alice']);
  });

  it('keeps what is archived apart', () => {
    const items = listItems(people, [conversation('Bob', 50, { archived: true })], NOW);
    expect(names(filterItems(items, 'all'))).not.toContain('Bob');
    expect(names(filterItems(items, 'archived'))).toEqual(['Bob']);
  });

  it('says of what is archived how much is unread, and whether something failed there', () => {
    const archived = (changes: Partial<ConversationRow>) =>
      conversation('Bob', 50, { archived: true, ...changes });
    const muted = { mutedUntil: NOW + 1 };
    const of = (...rows: ConversationRow[]) => archivedOf(listItems(people, rows, NOW));
    const alice = conversation('Alice', 60, { unread: 5, failed: 1 });
    expect(of(alice, archived({}))).toMatchObject({ count: 1, unread: 0, needsAttention: false });
    expect(of(alice, archived({ unread: 2, failed: 1 }))).toEqual({
      count: 1,
      unread: 2,
      isMuted: false,
      needsAttention: true,
    });
    expect(of(archived({ unread: 2, ...muted }))).toMatchObject({ isMuted: true });
  });

  it('leaves out what is hidden until something in it is unread', () => {
    const shown = (unread: number) =>
      names(filterItems(listItems(people, [conversation('Bob', 50, { hidden: true, unread })], NOW), 'all'));
    expect(shown(0)).not.toContain('Bob');
    expect(shown(1)).toContain('Bob');
  });

  it('has whom the owner asked and who did not answer yet among the requests', () => {
    const asked = { ...contact('Carol', 4), state: 'requested' } as ContactRow;
    expect(names(filterItems(listItems([...people, asked], [], NOW), 'requests'))).toEqual(['Carol']);
  });

  it('shows what the owner wants to be reminded of among the unread', () => {
    const items = listItems(people, [conversation('Bob', 50, { markedUnread: true })], NOW);
    expect(names(filterItems(items, 'unread'))).toEqual(['Bob']);
  });

  it('knows when a mute ends', () => {
    const muted = (mutedUntil: number) =>
      listItems(people, [conversation('Bob', 50, { mutedUntil })], NOW).some(({ isMuted }) => isMuted);
    expect([muted(NOW - 1), muted(NOW + 1)]).toEqual([false, true]);
  });
});

describe('what is left of others', () => {
  it('is listed by when it ended, and says why it is over', () => {
    const left = (name: string, at: number, successorId: string | null) =>
      conversation(name, at, {
        name,
        former: { nodeId: 'b'.repeat(64), nodeIdText: 'kith1', fingerprint: null, successorId },
      });
    const rows = [
      left('Bob', 50, null),
      conversation('Alice', 70, { former: null }),
      left('Carol', 100, 'c'),
    ];
    expect(formerItems(rows).map(({ name, why }) => [name, why])).toEqual([
      ['Carol', 'earlierKey'],
      ['Bob', 'removed'],
    ]);
  });
});
