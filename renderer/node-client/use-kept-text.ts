// A text the node keeps while it is written.

import { useCallback, useState } from 'react';
import { useKeeping } from './use-keeping.js';

const REST_MS = 300;

export interface KeptText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Keeps it now. */
  readonly flush: () => void;
  /** Keeps it now, and shows nothing any more. */
  readonly take: () => void;
  /** Shows what the node keeps by now. */
  readonly show: (kept: string) => void;
  /** The node was not given yet what is shown. */
  readonly isWaiting: () => boolean;
}

/**
 * @param kept the text as the node has it when writing begins
 * @param save must stay the same as long as it is about the same text
 */
export function useKeptText(kept: string, save: (text: string) => void): KeptText {
  const [text, setShown] = useState(kept);
  const { keep, flush, isWaiting } = useKeeping(save, REST_MS);
  const setText = useCallback(
    (next: string) => {
      setShown(next);
      keep(next);
    },
    [keep],
  );
  const take = useCallback(() => {
    flush();
    setShown('');
  }, [flush]);
  return { text, setText, flush, take, show: setShown, isWaiting };
}
