// What is being written in a conversation, kept by the node.

import { useCallback, useEffect } from 'react';
import type { Drafts } from './drafts.js';
import { type KeptText, useKeptText } from './use-kept-text.js';

export type Draft = KeptText;

/** @param kept the draft as the node has it: what another face writes is shown here too, while nothing of here waits */
export function useDraft(drafts: Drafts, conversationId: string, kept: string): Draft {
  const keep = useCallback(
    (text: string) => {
      drafts.keep(conversationId, text);
    },
    [drafts, conversationId],
  );
  const draft = useKeptText(drafts.unsaved(conversationId) ?? kept, keep);
  const { show, isWaiting } = draft;
  useEffect(() => {
    if (!isWaiting() && drafts.isWrittenElsewhere(conversationId, kept)) show(kept);
  }, [drafts, conversationId, kept, show, isWaiting]);
  return draft;
}
