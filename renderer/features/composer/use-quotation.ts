import { type RefObject, useRef } from 'react';
import { applyEdit } from './insert-text.js';
import { quotationOf } from './quotation.js';

/** A message that can be replied to. */
export interface Said {
  readonly id: string;
  readonly text: string;
  /** There is more than `text`, in the node. */
  readonly more: boolean;
}

/** The next message to reply to: from one with this id, else from the newest; undefined: there is none. */
export type ReplyTo = (step: 1 | -1, from: string | undefined) => Said | undefined;

export interface Quotation {
  readonly quote: (said: Said) => void;
  readonly move: (step: 1 | -1) => void;
  /** False: nothing is quoted. */
  readonly cancel: () => boolean;
}

/** What is replied to, at the beginning of the text for as long as its owner leaves it there. */
export function useQuotation(field: RefObject<HTMLTextAreaElement | null>, replyTo: ReplyTo): Quotation {
  const quoted = useRef<{ readonly id: string; readonly text: string }>(undefined);
  const current = () => {
    const { current: last } = quoted;
    return last && field.current?.value.startsWith(last.text) === true ? last : undefined;
  };
  const put = (said: Said | undefined) => {
    const area = field.current;
    if (!area) return;
    const end = current()?.text.length ?? 0;
    const text = said ? quotationOf(said) : '';
    const caret = area.value.length - end + text.length;
    applyEdit(area, { start: 0, end, text, from: caret, to: caret });
    quoted.current = said && { id: said.id, text };
  };
  return {
    quote: put,
    move: (step) => {
      const said = replyTo(step, current()?.id);
      // Behind the newest there is nothing to reply to; before the oldest that is known the choice stays.
      if (said ?? (step > 0 && current())) put(said);
    },
    cancel: () => {
      if (!current()) return false;
      put(undefined);
      return true;
    },
  };
}
