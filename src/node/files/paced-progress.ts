// How far files are, told now and then: each piece of each file would be more messages than the file has chunks.

import type { TransferId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import type { FileEvent } from './file-calls.js';

type Progress = Extract<FileEvent, { type: 'progress' }>;

/** Told about one file at most so often. */
const PROGRESS_EVERY_MS = 200;

export interface PacedProgress {
  /** At once, or after a moment, unless something newer of this file is told then. */
  readonly tell: (progress: Progress) => void;
  /** What still waits, now. */
  readonly tellRest: () => void;
}

export function pacedProgress(
  post: (progress: Progress) => void,
  timers: Pick<Timers, 'after'>,
): PacedProgress {
  /** Files that something was told of within the moment, with what came after it. */
  const waiting = new Map<TransferId, Progress | undefined>();
  const postNow = (progress: Progress) => {
    waiting.set(progress.id, undefined);
    post(progress);
  };
  const tell = (progress: Progress) => {
    if (waiting.has(progress.id)) {
      waiting.set(progress.id, progress);
      return;
    }
    postNow(progress);
    rest(progress.id);
  };
  const rest = (id: TransferId) => {
    timers.after(PROGRESS_EVERY_MS, () => {
      const latest = waiting.get(id);
      waiting.delete(id);
      if (latest) tell(latest);
    });
  };
  return {
    tell,
    tellRest: () => {
      for (const latest of waiting.values()) if (latest) postNow(latest);
    },
  };
}
