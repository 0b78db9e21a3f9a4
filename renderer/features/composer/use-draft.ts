// What is being written, kept by the node: after a moment of rest, and whenever the window may go away.

import { useCallback, useEffect, useRef, useState } from 'react';
import { useNode } from '../../node-client/use-node.js';

const REST_MS = 300;

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Keeps it now. */
  readonly flush: () => void;
}

/** @param kept the draft as the node has it when the conversation is opened */
export function useDraft(conversationId: string, kept: string): Draft {
  const { connection } = useNode();
  const [text, setShown] = useState(kept);
  const unsaved = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current === undefined) return;
    void connection.call('setDraft', { conversationId, text: unsaved.current });
    unsaved.current = undefined;
  }, [connection, conversationId]);
  const setText = useCallback(
    (next: string) => {
      setShown(next);
      unsaved.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, REST_MS);
    },
    [flush],
  );
  useEffect(() => {
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [flush]);
  return { text, setText, flush };
}
