import type { RefObject } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { applyEdit } from './insert-text.js';
import type { Draft } from './use-draft.js';

export interface SendOptions {
  readonly contactId: string;
  readonly conversationId: string;
  readonly draft: Draft;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Sends what is written, and gives it back when the node refuses it. */
export function useSend({ contactId, conversationId, draft, field }: SendOptions): () => Promise<void> {
  const { outgoing } = useNode();
  const { text, setText, flush } = draft;
  return async () => {
    if (text.trim() === '') return;
    setText('');
    flush();
    const sent = await outgoing.send({ contactId, conversationId, text });
    if (sent.ok) return;
    remark({ text: errorWords(sent.error) });
    // Nothing is lost: not what was refused, and not what was typed meanwhile.
    const area = field.current;
    const meanwhile = area?.value ?? '';
    const back = meanwhile === '' ? text : `${text}\n`;
    if (area) applyEdit(area, { start: 0, end: 0, text: back, from: back.length, to: back.length });
    else setText(back);
    flush();
  };
}
