import type { RequestRow } from '../../../src/contract/values.js';

/** Those of strangers. A contact's new key is no such request: declined among many, it would keep a friend out unseen. */
export function declinableAtOnce(requests: readonly RequestRow[]): readonly RequestRow[] {
  return requests.filter(({ replaces }) => replaces === null);
}
