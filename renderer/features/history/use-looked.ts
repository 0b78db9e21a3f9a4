import { useEffect, useRef } from 'react';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { useAttention } from '../../ui/use-attention.js';
import { REST_MS } from './use-seen.js';

/**
 * Takes back that the owner wants to be reminded, once the conversation has been before their eyes for a moment. A reminder
 * that is set while it is open is for the next time.
 */
export function useLooked(conversationId: string): void {
  const { seen: telling } = useNode();
  const isAttended = useAttention();
  const { rows } = useLiveView('conversations', {});
  const isMarked = rows.find(({ id }) => id === conversationId)?.markedUnread;
  /** As it was opened; undefined until the node has said. */
  const isReminded = useRef<boolean>(undefined);
  useEffect(() => {
    isReminded.current ??= isMarked;
    if (!isAttended || isReminded.current !== true) return undefined;
    const timer = setTimeout(() => {
      isReminded.current = false;
      telling.tellLooked(conversationId);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [telling, conversationId, isAttended, isMarked]);
}
