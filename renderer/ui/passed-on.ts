import type { StoredTransfer } from '../../src/contract/values.js';

/** What is said or given again to somebody else: the whole text of a message, or a file. */
export type PassedOn = { readonly text: string } | { readonly file: StoredTransfer };
