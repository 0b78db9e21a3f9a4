// Where each conversation was left: known here at once, and by the node for the next window.

import type { ReadingPlace } from '../../../src/contract/values.js';
import type { Jump } from '../../node-client/message-window.js';

const places = new Map<string, ReadingPlace | null>();

/** Null: at its end. Undefined: this window was not there. */
export function placeOf(conversationId: string): ReadingPlace | null | undefined {
  return places.get(conversationId);
}

export function keepPlace(conversationId: string, place: ReadingPlace | null): void {
  places.set(conversationId, place);
}

export function jumpBack(place: ReadingPlace | null | undefined): Jump {
  if (!place) return { anchor: { at: 'newest' } };
  return { anchor: { at: 'message', id: place.rowId }, offsetPx: place.offsetPx };
}
