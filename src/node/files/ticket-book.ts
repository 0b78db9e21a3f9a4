// Tickets let their holder fetch one file for an hour. They are kept as hashes and forgotten with the process.

import { createHash } from 'node:crypto';
import { randomBytes } from '../../adapters/crypto/random.js';
import { type Bytes, toHex } from '../../base/bytes.js';
import type { TransferId } from '../../base/ids.js';
import { LIMITS } from '../../protocol/limits.js';

export const TICKET_LIFE_MS = 3_600_000;
/** Of one transfer: the newest ones count. */
export const MOST_TICKETS = 4;

interface Ticket {
  readonly transferId: TransferId;
  readonly issuedAtMs: number;
}

export class TicketBook {
  /** By SHA-256 of the ticket: looking one up tells nothing about others. Oldest first. */
  readonly #tickets = new Map<string, Ticket>();

  constructor(private readonly monotonicMs: () => number) {}

  issue(transferId: TransferId): Bytes {
    const ticket = randomBytes(LIMITS.ticketBytes);
    const own = [...this.#tickets].filter(([, other]) => other.transferId === transferId);
    for (const [hash] of own.slice(0, Math.max(0, own.length + 1 - MOST_TICKETS))) this.#tickets.delete(hash);
    this.#tickets.set(hashOf(ticket), { transferId, issuedAtMs: this.monotonicMs() });
    return ticket;
  }

  /** Whose ticket it is; undefined for one that was never issued, is too old, or was taken back. */
  find(ticket: Uint8Array): TransferId | undefined {
    const found = this.#tickets.get(hashOf(ticket));
    const isAlive = found && this.monotonicMs() - found.issuedAtMs < TICKET_LIFE_MS;
    return isAlive ? found.transferId : undefined;
  }

  revoke(transferId: TransferId): void {
    for (const [hash, ticket] of this.#tickets)
      if (ticket.transferId === transferId) this.#tickets.delete(hash);
  }
}

/** What a request is authorised with; undefined when it is no ticket. */
export function ticketOf(authorization: string | undefined): Uint8Array | undefined {
  const [, text] = /^Kith ([\w-]{43})$/.exec(authorization ?? '') ?? [];
  if (text === undefined) return undefined;
  const ticket = Buffer.from(text, 'base64url');
  return ticket.length === LIMITS.ticketBytes ? ticket : undefined;
}

function hashOf(ticket: Uint8Array): string {
  return toHex(createHash('sha256').update(ticket).digest());
}
