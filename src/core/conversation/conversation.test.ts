import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../base/bytes.js';
import { type ConversationId, idBytes, idFromHex, type NodeId } from '../../base/ids.js';
import type { MessageState } from '../ports/message-store.js';
import type { Sha256 } from '../ports/sha256.js';
import {
  batches,
  checkBinding,
  checkName,
  checkNote,
  checkText,
  directConversationId,
  LAMPORT_JUMP,
  raiseState,
  refusalOf,
} from './index.js';

const ALICE = node('a1');
const BOB = node('b1');
const CAROL = node('c1');

const sha256: Sha256 = (...parts) =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  );

describe('a direct conversation', () => {
  it('has the same id on both sides', () => {
    expect(directConversationId(sha256, ALICE, BOB)).toBe(directConversationId(sha256, BOB, ALICE));
  });

  it('is the hash of label, lower and higher NodeId', () => {
    const hash = sha256(utf8('kith/1/direct'), idBytes(ALICE), idBytes(BOB));
    expect(directConversationId(sha256, BOB, ALICE)).toBe(toHex(hash));
  });

  it('is another one for every pair, notes to self included', () => {
    const pairs = [
      [ALICE, BOB],
      [ALICE, CAROL],
      [BOB, CAROL],
      [ALICE, ALICE],
    ] as const;
    expect(new Set(pairs.map(([a, b]) => directConversationId(sha256, a, b))).size).toBe(pairs.length);
  });
});

describe('a payload from Bob to Alice', () => {
  const conversation = directConversationId(sha256, ALICE, BOB);
  const facts = { self: ALICE, peer: BOB, conversation, lamport: 10 };
  const content = { kind: 'text' } as const;
  const payload = { sender: BOB, recipient: ALICE, conversation, lamport: 11, authorSeq: 1, content };

  it('is taken from, for and where it says', () => {
    expect(checkBinding(payload, facts)).toBeUndefined();
    expect(checkBinding({ ...payload, lamport: 0 }, facts)).toBeUndefined();
  });

  it.each([
    ['sender', { sender: CAROL }],
    ['sender', { sender: ALICE }],
    ['sender', { sender: ALICE, recipient: BOB }],
    ['recipient', { recipient: CAROL }],
    ['recipient', { recipient: BOB }],
    ['conversation', { conversation: directConversationId(sha256, ALICE, CAROL) }],
    ['conversation', { conversation: 'b1'.repeat(32) as ConversationId }],
    ['lamport', { lamport: 10 + LAMPORT_JUMP + 1 }],
    ['lamport', { lamport: Number.MAX_SAFE_INTEGER }],
    ['author-seq', { authorSeq: 0 }],
    ['author-seq', { content: { kind: 'readReceipt' } }],
  ] as const)('is refused for its %s when it says %j', (fault, lie) => {
    expect(checkBinding({ ...payload, ...lie }, facts)).toBe(fault);
  });

  it.each([
    ['padding', 'malformed'],
    ['malformed', 'malformed'],
    ['author-seq', 'malformed'],
    ['lamport', 'malformed'],
    ['sender', 'notAllowed'],
    ['recipient', 'notAllowed'],
    ['conversation', 'notAllowed'],
    ['place-taken', 'notAllowed'],
  ] as const)('that is refused for its %s is called %s, and no more', (fault, reason) => {
    expect(refusalOf(fault)).toBe(reason);
  });

  it('may run ahead by a million', () => {
    expect(checkBinding({ ...payload, lamport: 1_000_010 }, facts)).toBeUndefined();
  });

  it('is never our own, even if the session were with ourselves', () => {
    expect(checkBinding({ ...payload, sender: ALICE }, { ...facts, peer: ALICE })).toBe('sender');
  });
});

describe('a text', () => {
  it.each([
    'a',
    ' ',
    '\n',
    'Привет, мир',
    '👩‍👩‍👧',
    'e\u0301',
    '\u202Eabc',
    '\u0001',
    'x'.repeat(32_768),
    'ж'.repeat(16_384),
  ])('may be sent as it is', (text) => {
    expect(checkText(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['', 'TEXT_EMPTY'],
    ['a\0b', 'TEXT_INVALID'],
    ['a\uD800', 'TEXT_INVALID'],
    ['\uDC00a', 'TEXT_INVALID'],
    ['x'.repeat(32_769), 'TEXT_TOO_LONG'],
    ['ж'.repeat(16_385), 'TEXT_TOO_LONG'],
  ])('is refused', (text, code) => {
    expect(checkText(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('that is too long says by how much', () => {
    const params = { sizeBytes: 32_770, limitBytes: 32_768 };
    expect(checkText('ж'.repeat(16_385))).toMatchObject({ error: { params } });
  });
});

describe('a name', () => {
  it.each([
    ['Alice', 'Alice'],
    ['  Alice  Liddell ', 'Alice  Liddell'],
    ['Zoe\u0308', 'Zoë'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['😀'.repeat(64), '😀'.repeat(64)],
  ])('%j may be taken', (name, expected) => {
    expect(checkName(name)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'empty'],
    [' \t ', 'empty'],
    ['\u00A0\u2003', 'empty'],
    ['\u200B\u200D', 'empty'],
    ['😀'.repeat(65), 'long'],
    ['Al\nice', 'characters'],
    ['Al\0ice', 'characters'],
    ['Al\u007Fice', 'characters'],
    ['Al\uD800ice', 'characters'],
  ])('%j is refused: %s', (name, reason) => {
    expect(checkName(name)).toMatchObject({ ok: false, error: { code: 'NAME_INVALID', params: { reason } } });
  });
});

describe('a note', () => {
  it.each(['', 'Hi!\nIt is me.', '😀'.repeat(500)])('may be sent', (note) => {
    expect(checkNote(note)).toEqual({ ok: true, value: note });
  });

  it.each([
    ['😀'.repeat(501), 'NOTE_TOO_LONG'],
    ['a\0', 'TEXT_INVALID'],
    ['\uDFFF', 'TEXT_INVALID'],
  ])('is refused', (note, code) => {
    expect(checkNote(note)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('a receipt', () => {
  it.each<[MessageState, MessageState | undefined, MessageState | undefined]>([
    ['queued', 'delivered', 'read'],
    ['failed', 'delivered', 'read'],
    ['delivered', undefined, 'read'],
    ['read', undefined, undefined],
    ['withdrawn', undefined, undefined],
    ['received', undefined, undefined],
  ])('only raises the state of a message that is %s', (from, delivered, read) => {
    expect(raiseState(from, 'delivered')).toBe(delivered);
    expect(raiseState(from, 'read')).toBe(read);
  });

  it('names at most as many messages as fit', () => {
    expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(batches([1, 2], 2)).toEqual([[1, 2]]);
    expect(batches([], 2)).toEqual([]);
  });
});

function node(byte: string): NodeId {
  const id = idFromHex('node', `${byte}${'07'.repeat(31)}`);
  if (!id) throw new TypeError('no node id');
  return id;
}
