// Which message is meant by keys that walk through them from elsewhere: the list alone knows its rows.

import { useEffect } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { hasWords } from './message-actions.js';

type Pick = (step: 1 | -1, from: string | undefined) => MessageRow | undefined;

let picking: Pick | undefined;

/** The next one with words in the open conversation; the newest, where `from` is none of its rows. */
export function pickMessage(...asked: Parameters<Pick>): MessageRow | undefined {
  return picking?.(...asked);
}

export function usePicks(rows: readonly MessageRow[]): void {
  useEffect(() => {
    const pick: Pick = (step, from) => {
      const worded = rows.filter(hasWords);
      const at = worded.findIndex(({ id }) => id === from);
      if (at < 0) return step < 0 ? worded.at(-1) : undefined;
      return worded[at + step];
    };
    picking = pick;
    return () => {
      if (picking === pick) picking = undefined;
    };
  }, [rows]);
}
