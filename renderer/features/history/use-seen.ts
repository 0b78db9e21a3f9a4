import { useEffect, useRef } from 'react';
import { MOST_SEEN_AT_ONCE } from '../../../src/contract/bounds.js';
import { useConnectionState, useNode } from '../../node-client/use-node.js';
import { useAttention } from '../../ui/use-attention.js';

const REST_MS = 300;

/** Tells the node which messages were seen, each once it has been in view for a moment in a window that has the owner's attention. */
export function useSeen(conversationId: string, seen: readonly string[]): void {
  const { connection } = useNode();
  const isAttended = useAttention();
  // What was told to a session that was lost may not have been heard, and is told to the next one.
  const isHeard = useConnectionState().phase === 'live';
  /** What is in view, and with what it came into it. */
  const inView = useRef<ReadonlyMap<string, object>>(new Map());
  const wanted = isAttended && isHeard ? seen.join(' ') : '';
  useEffect(() => {
    const arrival = {};
    const positions = wanted.split(' ').filter((position) => position !== '');
    inView.current = new Map(
      positions.map((position) => [position, inView.current.get(position) ?? arrival]),
    );
    const isStillThere = (position: string) => inView.current.get(position) === arrival;
    const fresh = positions.filter(isStillThere);
    if (fresh.length === 0) return;
    setTimeout(() => {
      const stayed = fresh.filter(isStillThere);
      for (let at = 0; at < stayed.length; at += MOST_SEEN_AT_ONCE) {
        const some = stayed.slice(at, at + MOST_SEEN_AT_ONCE);
        void connection.call('markSeen', { conversationId, positions: some });
      }
    }, REST_MS);
  }, [connection, conversationId, wanted]);
  useEffect(
    () => () => {
      inView.current = new Map();
    },
    [],
  );
}
