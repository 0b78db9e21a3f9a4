// Where the list of messages in the page is, and a walk through it, frame by frame, that nothing shown moves further than
// asked, or back.

import type { Page } from 'playwright-core';

export interface Walk {
  readonly steps: number;
  /** Frames in which something jumped or part of the list was empty. */
  readonly faults: readonly string[];
  /** Drawn at one time. */
  readonly mostRows: number;
}

/** Until it goes no further. @param stepPx up when negative */
export function walk(page: Page, stepPx: number): Promise<Walk> {
  return page.evaluate<Walk>(`(${WALK})(${String(stepPx)})`);
}

/** The first message in sight, and how far its top is from that of the list. */
export function topLine(page: Page): Promise<{ text: string; offset: number } | undefined> {
  return page.evaluate(`(() => {
    const list = document.querySelector('.history-scroller').getBoundingClientRect();
    const lines = [...document.querySelectorAll('.history-row')].map((row) => ({ row, at: row.getBoundingClientRect() }));
    const first = lines.filter(({ at }) => at.bottom > list.top + 1).sort((a, b) => a.at.top - b.at.top)[0];
    return first && { text: first.row.innerText, offset: Math.round(first.at.top - list.top) };
  })()`);
}

/** `topLine` once the list has come to rest: a wheel turns on for some frames, and a jump settles. */
export async function restingLine(page: Page): ReturnType<typeof topLine> {
  await page.evaluate(`(async () => {
    const list = document.querySelector('.history-scroller');
    for (let still = 0, at = -1; still < ${String(RESTING_FRAMES)}; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = list.scrollTop === at ? still + 1 : 0;
      at = list.scrollTop;
    }
  })()`);
  return topLine(page);
}

/** Longer than a jump takes to settle, which is 200 ms. */
const RESTING_FRAMES = 30;

/** As text: it runs in the page. */
const WALK = `async (stepPx) => {
  const list = document.querySelector('.history-scroller');
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const rows = () => [...list.querySelectorAll('.history-row')];
  const tops = () => new Map(rows().map((row) => [row.innerText, row.getBoundingClientRect().top]));
  const faults = [];
  let steps = 0;
  let still = 0;
  let mostRows = 0;
  while (still < 25 && steps < 4000) {
    const before = tops();
    const from = list.scrollTop;
    list.scrollTop = from + stepPx;
    const moved = list.scrollTop - from;
    await frame();
    await frame();
    const after = tops();
    const box = list.getBoundingClientRect();
    const common = [...after].filter(([text, top]) => before.has(text) && top > box.top && top < box.bottom);
    const went = common.map(([text, top]) => Math.round(top - before.get(text)));
    const isFine = (px) => Math.sign(stepPx) * -px > -3 && Math.abs(px) < Math.abs(moved) + 3;
    if (!went.every(isFine)) faults.push('step ' + steps + ' of ' + moved + ' went ' + went.join(' '));
    const drawn = rows().map((row) => row.getBoundingClientRect());
    const first = Math.min(...drawn.map(({ top }) => top));
    const last = Math.max(...drawn.map(({ bottom }) => bottom));
    if (first > box.top + 20 || last < box.bottom - 20) faults.push('step ' + steps + ' blank');
    mostRows = Math.max(mostRows, drawn.length);
    still = Math.abs(moved) < 1 ? still + 1 : 0;
    steps += 1;
  }
  return { steps: steps - still, faults: faults.slice(0, 20), mostRows };
}`;
