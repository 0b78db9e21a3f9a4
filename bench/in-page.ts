// Measurements that run in a page, as text: what happens between an event and the frame that shows it is seen only there.

import type { Page } from 'playwright-core';

const KEYS = 120;
/** Left out: code that runs for the first time. */
const WARM_UP = 20;
const BETWEEN_KEYS_MS = 40;

/** ms from each key to the frame that shows its character, in the first text field of the page. */
export async function keyToPaint(page: Page): Promise<readonly number[]> {
  await page.locator('textarea').first().focus();
  await page.evaluate(`globalThis.samples = [];
    addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => samples.push(performance.now() - timeStamp);
      port2.postMessage(0);
    }), { capture: true })`);
  await page.keyboard.type('n'.repeat(KEYS), { delay: BETWEEN_KEYS_MS });
  await page.waitForFunction(`samples.length >= ${String(KEYS)}`);
  return (await page.evaluate<number[]>('samples')).slice(WARM_UP);
}

/**
 * ms from pressing the row of a conversation to the frame with its newest message, again and again, from another one.
 * @param rows places in the list: the conversation, and the other one
 */
export function openingTimes(
  page: Page,
  rows: {
    readonly wanted: number;
    readonly other: number;
    readonly wantedText: string;
    readonly otherText: string;
  },
  times: number,
): Promise<readonly number[]> {
  return page.evaluate<number[]>(`(${OPEN})(${JSON.stringify(rows)}, ${String(times)})`);
}

const OPEN = `async ({ wanted, other, wantedText, otherText }, times) => {
  const frame = () => new Promise(requestAnimationFrame);
  const shows = (text) => [...document.querySelectorAll('.history-row')].at(-1)?.innerText.includes(text);
  const open = async (row, text) => {
    const began = performance.now();
    document.querySelectorAll('.row')[row].click();
    while (!shows(text)) await frame();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      requestAnimationFrame(() => port2.postMessage(0));
    });
    return performance.now() - began;
  };
  const samples = [];
  for (let time = 0; time < times; time += 1) {
    await open(other, otherText);
    for (let rest = 0; rest < 10; rest += 1) await frame();
    samples.push(await open(wanted, wantedText));
    for (let rest = 0; rest < 10; rest += 1) await frame();
  }
  return samples;
}`;

export interface Scroll {
  readonly frames: readonly number[];
  /** The longest time some part of the list showed nothing, ms. */
  readonly longestBlankMs: number;
  readonly screens: number;
  readonly reachedEnd: boolean;
}

/** Scrolls the open conversation from its newest message to its oldest, one step a frame. */
export function scrollToOldest(page: Page, stepPx: number, oldestText: string): Promise<Scroll> {
  return page.evaluate<Scroll>(`(${SCROLL})(${String(stepPx)}, ${JSON.stringify(oldestText)})`);
}

const SCROLL = `async (stepPx, oldestText) => {
  const list = document.querySelector('.history-scroller');
  const rows = () => [...list.querySelectorAll('.history-row')];
  const frames = [];
  let blankSince, longestBlankMs = 0, moved = 0, restedSince, reachedEnd = false;
  let last = await new Promise(requestAnimationFrame);
  for (;;) {
    const before = list.scrollTop;
    list.scrollTop = before - stepPx;
    moved += before - list.scrollTop;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
    const box = list.getBoundingClientRect();
    const drawn = rows().map((row) => row.getBoundingClientRect());
    const isBlank = Math.min(...drawn.map(({ top }) => top)) > box.top + 40
      || Math.max(...drawn.map(({ bottom }) => bottom)) < box.bottom - 40;
    if (!isBlank) blankSince = undefined;
    else {
      blankSince ??= now;
      longestBlankMs = Math.max(longestBlankMs, now - blankSince);
    }
    if (list.scrollTop > 0.5) restedSince = undefined;
    else {
      restedSince ??= now;
      reachedEnd = rows()[0]?.parentElement.innerText.includes(oldestText) ?? false;
      if (reachedEnd || now - restedSince > 10_000) break;
    }
  }
  return { frames, longestBlankMs, screens: moved / list.clientHeight, reachedEnd };
}`;
