// What is being written, kept by the node.

import { useCallback } from 'react';
import { type KeptText, useKeptText } from '../../node-client/use-kept-text.js';
import { useNode } from '../../node-client/use-node.js';

export type Draft = KeptText;

/** @param kept the draft as the node has it when the conversation is opened */
export function useDraft(conversationId: string, kept: string): Draft {
  const { connection } = useNode();
  const keep = useCallback(
    (text: string) => void connection.call('setDraft', { conversationId, text }),
    [connection, conversationId],
  );
  return useKeptText(kept, keep);
}
