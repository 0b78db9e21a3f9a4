// When things happen: the browser's clock and frames, or those of a test.

export interface Schedule {
  after(delayMs: number, action: () => void): void;
  /** Before the next paint; soon where nothing is painted. */
  beforePaint(action: () => void): void;
}

export const browserSchedule: Schedule = {
  after: (delayMs, action) => {
    setTimeout(action, delayMs);
  },
  beforePaint: (action) => {
    if (document.hidden) setTimeout(action, 0);
    else requestAnimationFrame(action);
  },
};
