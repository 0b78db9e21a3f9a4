import type { ContactRow } from '../../src/contract/values.js';
import { useLiveView } from '../node-client/use-node.js';

/** The contact of a conversation. */
export function useContact(conversationId: string | undefined): ContactRow | undefined {
  const { rows } = useLiveView('contacts', {});
  return rows.find((row) => row.conversationId === conversationId);
}
