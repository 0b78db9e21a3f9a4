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
  const contactId = useRef<string>(undefined);
  useEffect(() => {
    const here = rows.find((row) => row.conversationId === conversationId);
    const moved = here ? undefined : rows.find(({ id }) => id === contactId.current);
    contactId.current = here?.id;
    if (moved) goTo({ area: 'chats', conversationId: moved.conversationId });
  }, [rows, conversationId]);
}
