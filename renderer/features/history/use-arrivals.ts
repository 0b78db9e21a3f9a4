import { useEffect, useRef, useState } from 'react';
import { useLiveView } from '../../node-client/use-node.js';
import { useAttention } from '../../ui/use-attention.js';
import { type Arrivals, arrivedSince, heardOf, type Heard, together } from './arrivals.js';

/** What comes within it is told as one. */
const GATHERED_MS = 700;
/** Long enough for whoever reads it aloud to take it over. */
const TOLD_MS = 5_000;

export interface ToldArrivals {
  readonly arrivals: Arrivals;
  /** Another one than told before: where the same text takes its own place, nothing is heard. */
  readonly region: Region;
}

export const REGIONS = ['first', 'second'] as const;
type Region = (typeof REGIONS)[number];

/** What just came in the conversation its owner looks at, for a moment; whoever looks elsewhere gets a notification. */
export function useArrivals(conversationId: string): ToldArrivals | undefined {
  const isAttended = useAttention();
  const { rows, isWhole } = useLiveView('conversations', {});
  const row = rows.find(({ id }) => id === conversationId);
  const heard = useRef<Heard>(undefined);
  const gathered = useRef<Arrivals>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [told, tell] = useState<ToldArrivals>();
  useEffect(() => {
    if (!isWhole) return;
    const news = heard.current && row && arrivedSince(heard.current, row);
    heard.current = heardOf(row, heard.current);
    if (!news || !isAttended) return;
    gathered.current = together(gathered.current, news);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const { current: arrivals } = gathered;
      gathered.current = undefined;
      if (arrivals) tell((before) => ({ arrivals, region: before?.region === 'first' ? 'second' : 'first' }));
    }, GATHERED_MS);
  }, [row, isWhole, isAttended]);
  useEffect(() => {
    if (!told) return;
    const silence = setTimeout(() => {
      tell(undefined);
    }, TOLD_MS);
    return () => {
      clearTimeout(silence);
    };
  }, [told]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return told;
}
