import { type RefObject, useEffect } from 'react';
import type { Draft } from '../../node-client/use-draft.js';
import { useNode } from '../../node-client/use-node.js';
import { applyEdit } from './insert-text.js';

export interface SendOptions {
  readonly contactId: string;
  readonly conversationId: string;
  readonly draft: Draft;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Sends what is written, and gives it back when the node refuses it. */
export function useSend({ contactId, conversationId, draft, field }: SendOptions): () => void {
  const { outgoing, drafts } = useNode();
  const { text, flush, take } = draft;
  useEffect(
    () =>
      drafts.onGivenBack(conversationId, (refused) => {
        const area = field.current;
        if (!area) return;
        // Nothing is lost: not what was refused, and not what was typed meanwhile.
        const back = area.value === '' ? refused : `${refused}\n`;
        const [from, to] = [area.selectionStart + back.length, area.selectionEnd + back.length];
        applyEdit(area, { start: 0, end: 0, text: back, from, to });
        flush();
      }),
    [drafts, conversationId, field, flush],
  );
  return () => {
    if (text.trim() === '') return;
    take();
    drafts.sent(conversationId);
    void outgoing.send({ contactId, conversationId, text });
  };
}
