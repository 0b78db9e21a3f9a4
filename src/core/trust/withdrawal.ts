// A request is taken back at once for the owner, and for the other node when it says that it heard.

import type { RequestId } from '../../base/ids.js';
import type { Contact } from '../ports/contact-store.js';

/** Gone for the owner. The request's id stays until the other node was told, and with it the way to reach it. */
export function takenBack(contact: Contact): Contact {
  return { ...contact, state: 'removed', stateBefore: null, request: null };
}

/** The withdrawn request whose recipient has not yet said that it heard of it. */
export function untoldWithdrawal(contact: Contact): RequestId | null {
  return contact.state === 'removed' ? contact.requestId : null;
}

/** The recipient heard: nothing is left to tell, and no reason to know where it is. */
export function told(contact: Contact): Contact {
  return { ...contact, requestId: null, typedAddress: null, record: null, note: '' };
}
