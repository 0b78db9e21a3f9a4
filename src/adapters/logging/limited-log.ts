// Promise: whoever makes this node write lines cannot fill the log: of each event a few lines a minute and peer are written,
// of the rest how many they were.

import type { Timers } from '../../core/ports/timers.js';
import { allowedFields, type LogFields } from './log-fields.js';
import type { Logger } from './logger.js';

/** Lines of one event in one minute: about one peer, and about all of them. */
export const LOG_LIMITS = { perPeer: 5, perEvent: 50, windowMs: 60_000 } as const;

export interface LimitedLog {
  info(event: string, fields: LogFields): void;
  /** Says what was held back so far and begins anew. */
  flush(): void;
}

interface Tally {
  written: number;
  suppressed: number;
}

export function limitedLog(logger: Pick<Logger, 'info'>, timers: Pick<Timers, 'after'>): LimitedLog {
  const byEvent = new Map<string, Tally & { readonly byPeer: Map<string, Tally> }>();
  let cancel: (() => void) | undefined;
  const flush = () => {
    cancel?.();
    cancel = undefined;
    for (const [event, tally] of byEvent) {
      for (const [peer, { suppressed }] of tally.byPeer)
        if (suppressed > 0)
          logger.info('suppressed', { kind: event, count: suppressed, ...(peer && { peer }) });
      if (tally.suppressed > 0) logger.info('suppressed', { kind: event, count: tally.suppressed });
    }
    byEvent.clear();
  };
  return {
    info: (event, fields) => {
      cancel ??= timers.after(LOG_LIMITS.windowMs, flush);
      const whole = byEvent.get(event) ?? { written: 0, suppressed: 0, byPeer: new Map<string, Tally>() };
      byEvent.set(event, whole);
      const peer = peerOf(fields);
      const own = whole.byPeer.get(peer) ?? { written: 0, suppressed: 0 };
      if (own.written >= LOG_LIMITS.perPeer) own.suppressed += 1;
      else if (whole.written >= LOG_LIMITS.perEvent) whole.suppressed += 1;
      else {
        // Only peers that got a line are remembered, so strangers cannot fill this table either.
        whole.byPeer.set(peer, own);
        own.written += 1;
        whole.written += 1;
        logger.info(event, fields);
      }
    },
    flush,
  };
}

function peerOf(fields: LogFields): string {
  const { peer, node } = allowedFields(fields);
  return String(peer ?? node ?? '');
}
