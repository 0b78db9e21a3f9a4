// The desktop app as somebody with a long history has it before them, in a real Electron, beside an empty window in the same run.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { HomeYard, TEST_PASSWORD } from '../src/testing/node/homes.js';
import { giveAPast } from '../tests/browser/past.js';
import {
  APP,
  appEnvironment,
  type ElectronRig,
  openElectronRig,
  startApp,
} from '../tests/desktop/electron-app.js';
import { openEmptyWindow, type OpenWindow } from './empty-window.js';
import { type Figure, percentile } from './figure.js';
import { keyToPaint, openingTimes, type Scroll, scrollToOldest } from './in-page.js';
import { treeMiB } from './process-tree.js';
import { masterKeyOf } from './start.js';

const MESSAGES = 100_000;
const STARTS = 5;
const OPENINGS = 40;
const STEP_PX = 2_400;
const STEP_MS = 60_000;
const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

export async function measureApp(): Promise<Figure[]> {
  const rig = await openElectronRig('the figures of the app');
  // It was said loudly; the other figures are none the worse.
  if (!rig) return [];
  const yard = await HomeYard.open();
  try {
    const home = await yard.found('Alice');
    await giveAPast(home, { messages: MESSAGES, conversations: 1, textOf, isUnread: () => false });
    await giveAPast(home, {
      messages: 30,
      conversations: 1,
      textOf: () => 'Of the other',
      isUnread: () => false,
    });
    const start = { rig, home: home.dir, host: home.host, args };
    console.error('  a home with its history is there; starting the app …');
    const starts: number[] = [];
    for (let run = 0; run < STARTS; run += 1) {
      const { app, readyMs } = await openApp(start);
      starts.push(readyMs - (await derivationMs(home.dir)));
      await app.close();
    }
    console.error('  an empty window …');
    const empty = await openEmptyWindow(yard.dir, { electron: rig.electron, env: environment(rig), args });
    const emptyMiB = await restingMiB(empty);
    const bareKeys = await keyToPaint(empty.page);
    await empty.app.close();
    console.error('  the window of the app …');
    const kith = await openApp(start);
    try {
      return [...startFigures(starts), ...(await windowFigures(kith, { emptyMiB, bareKeys }))];
    } finally {
      await kith.app.close();
    }
  } finally {
    await yard.clear();
    await rig.display.close();
  }
}

function environment(rig: ElectronRig): Record<string, string> {
  return appEnvironment({ rig, home: '', host: '' });
}

function textOf(index: number): string {
  const lines = 1 + (index % 7 === 0 ? 4 : index % 3);
  return `Message ${String(index + 1)}. ${'The boat leaves at nine, unless it rains again. '.repeat(lines)}`;
}

/** From the command to the list of conversations, without the time of typing the passphrase. */
async function openApp(
  start: Parameters<typeof startApp>[0],
): Promise<OpenWindow & { readonly readyMs: number }> {
  const began = performance.now();
  const { app, page } = await startApp(start);
  page.setDefaultTimeout(STEP_MS);
  const field = page.locator('input[type=password]');
  await field.waitFor();
  const toUnlock = performance.now() - began;
  await field.fill(TEST_PASSWORD);
  const unlocking = performance.now();
  await page.keyboard.press('Enter');
  await page.locator('.row').nth(1).waitFor();
  return { app, page, readyMs: toUnlock + performance.now() - unlocking };
}

async function derivationMs(dir: string): Promise<number> {
  const began = performance.now();
  await masterKeyOf({ dir, name: '' }, TEST_PASSWORD);
  return performance.now() - began;
}

function startFigures(starts: readonly number[]): Figure[] {
  return [
    {
      name: `cold start to the conversations, ${MESSAGES} messages`,
      value: percentile(starts, 0.5) / 1_000,
      unit: 's',
      aim: { relation: '<', value: 2 },
      note:
        `median of ${STARTS} starts of Electron, from the command until the passphrase can be typed and from Enter until the ` +
        'list shows its conversations, without what Argon2id takes by itself. The node runs in a process of Node, as KITH_NODE_RUNTIME has it.',
    },
  ];
}

interface Bare {
  readonly emptyMiB: number;
  readonly bareKeys: readonly number[];
}

async function windowFigures(kith: OpenWindow, { emptyMiB, bareKeys }: Bare): Promise<Figure[]> {
  const { page } = kith;
  const [firstLoadBytes, restMiB] = [await firstLoad(page), await restingMiB(kith)];
  const newest = `Message ${String(MESSAGES)}.`;
  const wanted = await placeOf(page, newest);
  const rows = { wanted, other: 1 - wanted, wantedText: newest, otherText: 'Of the other' };
  console.error('  opening conversations …');
  const openings = await openingTimes(page, rows, OPENINGS);
  const keys = await keyToPaint(page);
  const before = await restingMiB(kith);
  console.error('  scrolling …');
  const scroll = await scrollToOldest(page, STEP_PX, 'Message 1.');
  const grown = (await restingMiB(kith)) - before;
  return [
    {
      name: 'memory over an empty window',
      value: restMiB - emptyMiB,
      unit: 'MiB',
      aim: { relation: '<', value: 120 },
      note: `all processes of the app and its node once they stood still for 20 s (${restMiB.toFixed(0)} MiB), less those of an empty Electron window (${emptyMiB.toFixed(0)} MiB), shared pages counted once.`,
    },
    {
      name: 'key to painted character over a bare text field, p95',
      value: percentile(keys, 0.95) - percentile(bareKeys, 0.95),
      unit: 'ms',
      aim: { relation: '<', value: 16 },
      note: `${percentile(keys, 0.95).toFixed(1)} ms in the composer, ${percentile(bareKeys, 0.95).toFixed(1)} ms in the empty window of the same run.`,
    },
    {
      name: `opening a conversation of ${MESSAGES} messages, p95`,
      value: percentile(openings, 0.95),
      unit: 'ms',
      aim: { relation: '<', value: 100 },
      note: `${OPENINGS} times from another conversation, from the press to the frame with its newest message; median ${percentile(openings, 0.5).toFixed(0)} ms.`,
    },
    ...scrollFigures(scroll, grown),
    {
      name: 'code and styles before the conversations, compressed',
      value: firstLoadBytes / 1_000,
      unit: 'kB',
      aim: { relation: '<', value: 300 },
    },
  ];
}

function scrollFigures({ frames, longestBlankMs, screens, reachedEnd }: Scroll, grownMiB: number): Figure[] {
  if (!reachedEnd) throw new Error('scrolling did not come to the oldest message');
  return [
    {
      name: `scrolling ${MESSAGES} messages from end to end, frame p95`,
      value: percentile(frames, 0.95),
      unit: 'ms',
      aim: { relation: '<', value: 33 },
      note: `${frames.length} frames with software rendering, ${String(STEP_PX)} px each, ${screens.toFixed(0)} screens in all; median ${percentile(frames, 0.5).toFixed(0)} ms.`,
    },
    {
      name: 'longest time without messages while scrolling',
      value: longestBlankMs,
      unit: 'ms',
      aim: { relation: '<', value: 100 },
    },
    {
      name: 'memory after scrolling more than before',
      value: grownMiB,
      unit: 'MiB',
      aim: { relation: '<', value: 40 },
      note: 'all processes of the app and its node, at rest again. Flat: what a window of 600 messages and the caches of the system’s fonts take, whatever was passed.',
    },
  ];
}

/** Which row of the list has this preview. */
async function placeOf(page: Page, preview: string): Promise<number> {
  const texts = await page.locator('.row').allInnerTexts();
  return texts.findIndex((text) => text.includes(preview));
}

/** Compressed bytes of what the page has read when its conversations can be seen: every part it reads has an element there. */
async function firstLoad(page: Page): Promise<number> {
  const read = await page.evaluate<string[]>(
    `[...document.querySelectorAll('script[src], link[href]')].map((one) => new URL(one.src ?? one.href).pathname)`,
  );
  const files = new Set(read.filter((path) => /^\/assets\/[^/]+\.(?:js|css)$/u.test(path)));
  if (![...files].some((path) => path.startsWith('/assets/Main-')))
    throw new Error(`the page does not tell what it has read: ${[...files].join(', ')}`);
  const sizes = [...files].map((path) => gzipSync(readFileSync(join(APP, 'dist', 'window', path))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

const SAMPLE_MS = 500;
/** Chromium and Node give back what they do not need a quarter of a minute after the last work. */
const CALM_SAMPLES = 40;
const CALM_MIB = 3;
const DEADLINE_MS = 90_000;

/** Once it stays the same for twenty seconds. */
async function restingMiB({ app }: OpenWindow): Promise<number> {
  const pid = app.process().pid ?? 0;
  const deadline = performance.now() + DEADLINE_MS;
  let samples: number[] = [];
  while (performance.now() < deadline) {
    samples = [...samples, treeMiB(pid)].slice(-CALM_SAMPLES);
    const isCalm = Math.max(...samples) - Math.min(...samples) < CALM_MIB;
    if (samples.length === CALM_SAMPLES && isCalm) break;
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  }
  return samples.at(-1) ?? Number.NaN;
}
