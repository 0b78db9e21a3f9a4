// What a command may give back instead of its result.

import type { ConversationId } from '../../base/ids.js';

/** What a command gives back that goes on in a later commit: it is asked again then, and finds what is done already. */
export const UNFINISHED = Symbol('unfinished');

/** What a command gives back that is answered with nothing once what it cleared has left the disk. */
export class UntilErased {
  /** @param cleared as `erase` of the store knows it */
  constructor(readonly cleared: readonly ConversationId[]) {}
}
