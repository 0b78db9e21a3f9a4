// What is being written, kept by the node.

import { useCallback } from 'react';
import { type KeptText, useKeptText } from '../../node-client/use-kept-text.js';
import { useNode } from '../../node-client/use-node.js';

export type Draft = KeptText;

/** @param kept the draft as the node has it when the conversation is opened */
export function useDraft(conversationId: string, kept: string): Draft {
  const { drafts } = useNode();
  const keep = useCallback(
    (text: string) => {
      drafts.keep(conversationId, text);
    },
    [drafts, conversationId],
  );
  return useKeptText(drafts.unsaved(conversationId) ?? kept, keep);
}
