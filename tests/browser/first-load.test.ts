// What has to be read before the conversations can be seen, as a browser reads it.

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { BrowserStage, hasChromium } from './browser-stage.js';
import { resident } from './neighbourhood.js';

const MOST_BYTES = 300_000;
/** What the bundler warns of. */
const MOST_BYTES_OF_A_FILE = 500_000;

describe.skipIf(!hasChromium('what a real browser reads first'))('the window of an open node', () => {
  let stage: BrowserStage;
  const read = new Map<string, Buffer>();
  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { page } = await resident(stage, 'Alice');
    await page.getByText('Nobody here yet').waitFor();
    const bodies: Promise<unknown>[] = [];
    page.on('response', (response) => {
      const name = /\/assets\/([^/]+\.(?:js|css))$/u.exec(response.url())?.[1];
      if (name !== undefined) bodies.push(response.body().then((body) => read.set(name, body)));
    });
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText('Nobody here yet').waitFor();
    await Promise.all(bodies);
  });
  afterAll(() => stage.clear());

  it('has read less than 300 kB of code and styles, compressed', () => {
    const sizes = [...read.values()].map((body) => gzipSync(body).length);
    expect(read.size).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('has read no schemas: a window trusts its node', () => {
    expect([...read].filter(([, body]) => body.includes('ZodType')).map(([name]) => name)).toEqual([]);
  });

  it('has read no file that is too large to be parsed at once', () => {
    const large = [...read].filter(([, body]) => body.length > MOST_BYTES_OF_A_FILE).map(([name]) => name);
    expect(large).toEqual([]);
  });

  it('has read neither the settings nor what opens over the window', () => {
    const names = [...read.keys()].map((name) => name.split('-')[0]);
    expect(names).toContain('Main');
    for (const lazy of ['Settings', 'AddDialog', 'InviteDialog', 'CompareDialog', 'FirstRun'])
      expect(names).not.toContain(lazy);
  });
});
