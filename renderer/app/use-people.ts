import { useEffect, useRef } from 'react';
import type { ContactRow } from '../../src/contract/values.js';
import { useLiveView } from '../node-client/use-node.js';
import { goTo } from './routes.js';

/** The contact of a conversation. */
export function useContact(conversationId: string | undefined): ContactRow | undefined {
  const { rows } = useLiveView('contacts', {});
  return rows.find((row) => row.conversationId === conversationId);
}

/** A contact whose new key was accepted goes on in another conversation: whoever has the old one open goes along. */
export function useGoingAlong(conversationId: string | undefined): void {
  const { rows } = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {}).rows;
  const last = useRef<{ readonly conversationId: string | undefined; readonly contactId: string }>(undefined);
  useEffect(() => {
    const here = rows.find((row) => row.conversationId === conversationId);
    if (here) last.current = { conversationId, contactId: here.id };
    // Who came to read what is left stays.
    if (here || last.current?.conversationId !== conversationId) return;
    const former = conversations.find(({ id }) => id === conversationId)?.former;
    const heirs = [last.current?.contactId, former?.successorId];
    const moved = rows.find(({ id }) => heirs.includes(id));
    if (moved) goTo({ area: 'chats', conversationId: moved.conversationId });
  }, [rows, conversations, conversationId]);
}
