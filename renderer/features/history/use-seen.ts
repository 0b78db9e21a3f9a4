import { useEffect, useSyncExternalStore } from 'react';
import { useNode } from '../../node-client/use-node.js';

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

/** The window is visible and has the focus. */
export function useAttention(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === 'visible' && document.hasFocus());
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}
