import { useEffect, useRef } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { useAttention } from '../../ui/use-attention.js';

/** In view for so long is seen. */
export const REST_MS = 300;

/** Tells the node which messages were seen, each once it has been in view for a moment in a window that has the owner's attention. */
export function useSeen(conversationId: string, seen: readonly string[]): void {
  const { seen: telling } = useNode();
  const isAttended = useAttention();
  /** What is in view, and with what it came into it. */
  const inView = useRef<ReadonlyMap<string, object>>(new Map());
  const wanted = isAttended ? seen.join(' ') : '';
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
      telling.tell(conversationId, fresh.filter(isStillThere));
    }, REST_MS);
  }, [telling, conversationId, wanted]);
  useEffect(
    () => () => {
      inView.current = new Map();
    },
    [],
  );
}
