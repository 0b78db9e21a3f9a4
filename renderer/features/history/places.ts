// Where each conversation was left, while the window lives. One that was left at its end is not here.

export interface Place {
  readonly rowId: string;
  /** How far below the top of the row the list began. */
  readonly offsetPx: number;
}

const places = new Map<string, Place>();

export function placeOf(conversationId: string): Place | undefined {
  return places.get(conversationId);
}

export function keepPlace(conversationId: string, place: Place | undefined): void {
  if (place) places.set(conversationId, place);
  else places.delete(conversationId);
}
