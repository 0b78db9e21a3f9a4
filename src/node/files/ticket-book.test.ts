import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../base/bytes.js';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { MOST_TICKETS, TICKET_LIFE_MS, TicketBook } from './ticket-book.js';

const ONE = idFromHex('transfer', '1'.repeat(32)) as TransferId;
const TWO = idFromHex('transfer', '2'.repeat(32)) as TransferId;

describe('a ticket', () => {
  let nowMs: number;
  let book: TicketBook;
  beforeEach(() => {
    nowMs = 0;
    book = new TicketBook(() => nowMs);
  });

  it('is for the one file it was issued for, many times', () => {
    const [one, two] = [book.issue(ONE), book.issue(TWO)];
    expect([book.find(one), book.find(two), book.find(one)]).toEqual([ONE, TWO, ONE]);
    expect(one).toHaveLength(32);
    expect(one).not.toEqual(two);
  });

  it('that was never issued counts for nothing', () => {
    const bent = book.issue(ONE);
    bent[31] = (bent[31] ?? 0) ^ 1;
    expect(book.find(bent)).toBeUndefined();
    expect(book.find(new Uint8Array(32))).toBeUndefined();
    expect(book.find(new Uint8Array(0))).toBeUndefined();
  });

  it('is good for an hour', () => {
    const ticket = book.issue(ONE);
    nowMs = TICKET_LIFE_MS - 1;
    expect(book.find(ticket)).toBe(ONE);
    nowMs = TICKET_LIFE_MS;
    expect(book.find(ticket)).toBeUndefined();
  });

  it('is taken back with all of its file', () => {
    const tickets = [book.issue(ONE), book.issue(ONE)];
    const other = book.issue(TWO);
    book.revoke(ONE);
    expect(tickets.map((ticket) => book.find(ticket))).toEqual([undefined, undefined]);
    expect(book.find(other)).toBe(TWO);
  });

  it('of a file makes room for newer ones of that file', () => {
    const other = book.issue(TWO);
    const tickets = Array.from({ length: MOST_TICKETS + 1 }, (): Bytes => book.issue(ONE));
    expect(tickets.map((ticket) => book.find(ticket) !== undefined)).toEqual([
      false,
      ...Array.from({ length: MOST_TICKETS }, () => true),
    ]);
    expect(book.find(other)).toBe(TWO);
  });
});
