import { ID_RANDOM_BYTES, newId } from '../../src/contract/new-id.js';

/** An id for something a command creates, made now. */
export function freshId(): string {
  return newId(Date.now(), crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES)));
}
