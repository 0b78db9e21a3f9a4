import { useEffect } from 'react';
import { useNode } from '../node-client/use-node.js';

/** What the node was told holds three times as long. */
const REPEAT_MS = 60_000;

/** Tells the node that its owner uses this window. Who learns of it, the node decides. */
export function useNoteUse(): void {
  const { connection } = useNode();
  useEffect(() => {
    let notedAt = -Infinity;
    const note = () => {
      if (Date.now() - notedAt < REPEAT_MS) return;
      notedAt = Date.now();
      void connection.call('noteUse', {});
    };
    const touches = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const touch of touches) window.addEventListener(touch, note, { passive: true });
    return () => {
      for (const touch of touches) window.removeEventListener(touch, note);
    };
  }, [connection]);
}
