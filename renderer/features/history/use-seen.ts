import { useEffect } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { useAttention } from '../../ui/use-attention.js';

const REST_MS = 300;

/** Tells the node what was seen, once it has been in view for a moment in a window that has the owner's attention. */
export function useSeen(conversationId: string, seen: string | undefined): void {
  const { connection } = useNode();
  const isAttended = useAttention();
  useEffect(() => {
    if (!isAttended || seen === undefined) return undefined;
    const timer = setTimeout(() => {
      void connection.call('markRead', { conversationId, upTo: seen });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [connection, conversationId, seen, isAttended]);
}
