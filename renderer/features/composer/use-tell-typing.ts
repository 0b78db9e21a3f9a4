import { useEffect, useRef } from 'react';
import { useNode } from '../../node-client/use-node.js';

/** What the node was told holds twice as long. */
const REPEAT_MS = 3_000;

/** Tells the node that its owner writes to the contact, and when nothing is written any more. Who learns of it, it decides. */
export function useTellTyping(contactId: string, text: string): void {
  const { connection } = useNode();
  const before = useRef(text);
  const toldAt = useRef(-Infinity);
  useEffect(() => {
    if (text === before.current) return;
    before.current = text;
    const typing = text !== '';
    const isKnown = typing ? Date.now() - toldAt.current < REPEAT_MS : toldAt.current === -Infinity;
    if (isKnown) return;
    toldAt.current = typing ? Date.now() : -Infinity;
    void connection.call('setTyping', { contactId, typing });
  }, [connection, contactId, text]);
  useEffect(
    () => () => {
      if (toldAt.current > -Infinity) void connection.call('setTyping', { contactId, typing: false });
    },
    [connection, contactId],
  );
}
