import { useEffect, useState } from 'react';
import type { ContactRow } from '../../src/contract/values.js';
import { useLiveView } from '../node-client/use-node.js';
import { goTo } from './routes.js';

/** The contact of a conversation. */
export function useContact(conversationId: string | undefined): ContactRow | undefined {
  const { rows } = useLiveView('contacts', {});
  return rows.find((row) => row.conversationId === conversationId);
}

/**
 * The contact of the conversation that is open. One whose new key was accepted goes on in another conversation, and whoever has
 * the old one open goes along; who came to read what is left stays.
 */
export function useContactHere(conversationId: string | undefined): ContactRow | undefined {
  const { rows } = useLiveView('contacts', {});
  const conversations = useLiveView('conversations', {}).rows;
  const here = useContact(conversationId);
  const [last, setLast] = useState<{ readonly of: string | undefined; readonly contactId: string }>();
  const hereId = here?.id;
  if (hereId !== undefined && (last?.contactId !== hereId || last.of !== conversationId))
    setLast({ of: conversationId, contactId: hereId });
  const former = conversations.find(({ id }) => id === conversationId)?.former;
  const heirs = last?.of === conversationId ? [last?.contactId, former?.successorId] : [];
  const moved = here ? undefined : rows.find(({ id }) => heirs.includes(id));
  useEffect(() => {
    if (moved) goTo({ area: 'chats', conversationId: moved.conversationId });
  }, [moved]);
  return here ?? moved;
}
