// What is being written in a conversation, kept by the node.

import { useCallback, useEffect, useState } from 'react';
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
  const [begun] = useState(() => drafts.begin(conversationId, kept));
  const draft = useKeptText(begun, keep);
  const { show, isWaiting } = draft;
  useEffect(
    () => drafts.onShown(conversationId, { show, isWaiting }),
    [drafts, conversationId, show, isWaiting],
  );
  return draft;
}
