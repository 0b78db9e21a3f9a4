import { useCallback } from 'react';
import type { ReadingPlace } from '../../../src/contract/values.js';
import { useKeeping } from '../../node-client/use-keeping.js';
import { useNode } from '../../node-client/use-node.js';
import { keepPlace, placeOf } from './places.js';

/** Whoever reads on rests often. */
const REST_MS = 2_000;

/** Remembers where the list is, for whoever comes back to it. */
export function useKeptPlace(conversationId: string): (place: ReadingPlace | null) => void {
  const { connection } = useNode();
  const save = useCallback(
    (place: ReadingPlace | null) => void connection.call('setPlace', { conversationId, place }),
    [connection, conversationId],
  );
  const { keep } = useKeeping(save, REST_MS);
  return useCallback(
    (place) => {
      if (isSame(placeOf(conversationId) ?? null, place)) return;
      keepPlace(conversationId, place);
      keep(place);
    },
    [conversationId, keep],
  );
}

function isSame(a: ReadingPlace | null, b: ReadingPlace | null): boolean {
  return a?.rowId === b?.rowId && a?.offsetPx === b?.offsetPx;
}
