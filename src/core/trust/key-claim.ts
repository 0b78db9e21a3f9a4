// A stranger can claim to be a contact under a new key. What that may do to the contact, and until when.

import type { Contact, ContactState, IncomingRequest } from '../ports/contact-store.js';

type Claim = Pick<IncomingRequest, 'countersigned'>;

/** Whether a claim to replace the contact means anything: there is somebody to be replaced. */
export function canBeReplaced(contact: { readonly state: ContactState }): boolean {
  return contact.state === 'approved' || contact.state === 'frozen' || contact.state === 'requested';
}

/**
 * Whether the claim stops sending to the contact until the owner chooses. Anybody can claim, so once the owner kept the key
 * only its own signature stops the owner again.
 */
export function freezes(claim: Claim, contact: Contact): boolean {
  return claim.countersigned || !contact.keyKept;
}

/** The contact after the owner refused the claim. */
export function keepingKey(contact: Contact, refused: Claim): Contact {
  return refused.countersigned ? contact : { ...contact, keyKept: true };
}

export function frozen(contact: Contact): Contact {
  return contact.state === 'frozen' ? contact : { ...contact, state: 'frozen', stateBefore: contact.state };
}

/** The contact after a claim is gone: it goes on under its key unless a claim that still waits freezes it. */
export function afterClaims(contact: Contact, waiting: readonly Claim[]): Contact {
  if (contact.state !== 'frozen' || isFrozenBy(contact, waiting)) return contact;
  return { ...contact, state: contact.stateBefore ?? 'approved', stateBefore: null };
}

/** The contact when the owner takes a block back: what was claimed meanwhile counts. */
export function unblocked(contact: Contact, waiting: readonly Claim[]): Contact {
  const freed: Contact = { ...contact, state: contact.stateBefore ?? 'approved', stateBefore: null };
  return canBeReplaced(freed) && isFrozenBy(contact, waiting) ? frozen(freed) : freed;
}

function isFrozenBy(contact: Contact, waiting: readonly Claim[]): boolean {
  return waiting.some((claim) => freezes(claim, contact));
}
