import { useEffect, useState } from 'react';
import type { Landing } from '../../node-client/message-window.js';
import { remark } from '../../ui/toasts.js';
import { words } from '../../words/language.js';

const SHOWN_MS = 2_000;

/** The row that was jumped to, for a moment; of one that is gone it is said so. */
export function useMarked(landing: Landing | undefined): string | undefined {
  const [faded, setFaded] = useState<Landing>();
  useEffect(() => {
    if (landing?.isMissing === true && landing.jump.isMarked === true)
      remark({ text: words('history.gone') });
    const timer = setTimeout(() => {
      setFaded(landing);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [landing]);
  return landing?.jump.isMarked === true && landing !== faded ? landing.rowId : undefined;
}
