import type { MessageRow } from '../../src/contract/values.js';

/** Nothing of the message is to be read here: it was taken back, or stands in the conversation under the contact's new key. */
export function isGone(state: MessageRow['state']): state is 'withdrawn' | 'moved' {
  return state === 'withdrawn' || state === 'moved';
}
