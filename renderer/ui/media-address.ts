import type { StoredTransfer } from '../../src/contract/values.js';

/** Where either shell serves the bytes of a file that is shown. */
export function mediaAddress({ id }: Pick<StoredTransfer, 'id'>): string {
  return `media/${id}`;
}
