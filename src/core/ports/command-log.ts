import type { Bytes } from '../../base/bytes.js';

/** A command that was carried out, under the id its caller chose. */
export interface DoneCommand {
  readonly key: string;
  /** SHA-256 of what was asked, so that the same id with other parameters is noticed. */
  readonly digest: Bytes;
  /** JSON. */
  readonly result: string;
}

/** Commands whose repetition cannot be told from what they left in the store. Owner: contract. */
export interface CommandLog {
  find(key: string): DoneCommand | undefined;
  /** Replaces what was noted under the key; the newest 10,000 are kept. */
  add(done: DoneCommand): void;
}
