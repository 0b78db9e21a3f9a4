import { useEffect, useRef } from 'react';
import { useConnectionState, useLiveView } from '../node-client/use-node.js';
import { leaveConversation } from './routes.js';

/** Whoever has a conversation open that is deleted, here or by another face, is brought back to the list. */
export function useLeaveWhenGone(conversationId: string | undefined): void {
  const contacts = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {});
  const { node } = useConnectionState();
  // Neither while the rest of a long list is on its way, nor behind a lock, where there is nothing in it.
  const isKnown = node === 'open' && contacts.isWhole && conversations.isWhole;
  // One comes before the other, when a contact is added as when it is removed.
  const isHere =
    contacts.rows.some((row) => row.conversationId === conversationId) ||
    conversations.rows.some(({ id }) => id === conversationId);
  const wasHere = useRef(false);
  useEffect(() => {
    if (!isKnown || conversationId === undefined) return;
    if (wasHere.current && !isHere) leaveConversation(conversationId);
    wasHere.current = isHere;
  }, [conversationId, isKnown, isHere]);
}
