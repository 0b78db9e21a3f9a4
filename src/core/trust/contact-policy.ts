// What a contact's state allows, in one table.

import type { ContactState } from '../ports/contact-store.js';

export interface ContactPolicy {
  /** Links are dialled and kept. */
  readonly dial: boolean;
  /** The owner may write; the message waits until it may leave. */
  readonly write: boolean;
  /** Payloads may be encrypted to the pinned key. */
  readonly encrypt: boolean;
  /** Envelopes and marks of the pinned key are taken. A request that was sent turns into approval by the first one. */
  readonly receive: boolean;
}

const POLICIES: Readonly<Record<ContactState, ContactPolicy>> = {
  requested: { dial: true, write: true, encrypt: false, receive: true },
  approved: { dial: true, write: true, encrypt: true, receive: true },
  frozen: { dial: true, write: true, encrypt: false, receive: true },
  blocked: { dial: false, write: false, encrypt: false, receive: false },
  removed: { dial: false, write: false, encrypt: false, receive: false },
};

export function policyOf(state: ContactState): ContactPolicy {
  return POLICIES[state];
}
