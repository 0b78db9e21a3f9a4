import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, askAlways, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { gifOfFrames, hugePng, nestedWebp, webpOfBrokenCodes } from '../../src/testing/bomb-samples.js';
import { pngImage, wavSound } from '../../src/testing/media-samples.js';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { AppStage } from './app-stage.js';

const desktop = await AppStage.open('files shown in the desktop app');
const SOUND = wavSound(60);

describe.skipIf(!desktop)('a file in the window of the app', () => {
  let bob: TestNode;
  let app: ElectronApplication;
  let page: Page;
  /** Ids of what Alice sent, by name. */
  const sent: Record<string, string> = {};

  beforeAll(async () => {
    if (!desktop) return;
    const [alice, node] = await desktop.stage.people('Alice', 'Bob');
    bob = node;
    await befriend(alice, bob);
    await askAlways(bob, alice);
    const files = {
      'a.png': pngImage(30, 20),
      'a.wav': SOUND,
      'a.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>'),
      'a.html': Buffer.from('<!doctype html><script>document.title=1</script>'),
      'huge.png': hugePng(),
      'codes.webp': webpOfBrokenCodes(),
      'nested.webp': nestedWebp(100),
      'frames.gif': gifOfFrames(100_000),
    };
    for (const [name, bytes] of Object.entries(files)) {
      await offer(alice, [bob], await makeFile(alice, name, bytes));
      sent[name] = await accept(bob, name, null);
      await transferOf(bob, name, ({ stage: at }) => at === 'done');
    }
    // Bob's node runs here; the app shows the home through it.
    ({ app, page } = await desktop.start(bob.home));
    await page.waitForLoadState();
    // What it shows came over a session: the node is reached.
    await page.getByText('Alice').first().waitFor();
  });
  afterAll(() => desktop?.clear());

  /** Status, headers and bytes as latin text of what the page gets at an address. */
  function fetched(address: string, headers: Record<string, string> = {}) {
    return page.evaluate<{ status: number; headers: Record<string, string>; text: string }>(
      `fetch(${JSON.stringify(address)}, { headers: ${JSON.stringify(headers)} }).then(async (response) => ({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: String.fromCharCode(...new Uint8Array(await response.arrayBuffer()).subarray(0, 2000)),
      }))`,
    );
  }

  const element = (code: string) => page.evaluate<unknown>(`new Promise((resolve) => { ${code} })`);

  /** Width and height of what is drawn of a file. */
  const drawn = (name: string) =>
    element(`
      const image = new Image();
      image.src = 'media/${sent[name] ?? ''}';
      image.decode().then(() => resolve([image.naturalWidth, image.naturalHeight]), () => resolve('refused'));`);

  it('is drawn as a picture', async () => {
    expect(await drawn('a.png')).toEqual([30, 20]);
  });

  it('that attacks who opens it reaches no decoder, or hurts nobody', async () => {
    const usedMiB = async () => {
      const kilobytes = await app.evaluate(({ app: electron }) =>
        electron.getAppMetrics().map(({ memory }) => memory.workingSetSize),
      );
      return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
    };
    const before = await usedMiB();
    for (const name of ['huge.png', 'codes.webp', 'nested.webp']) expect(await drawn(name)).toBe('refused');
    expect(await drawn('frames.gif')).toEqual([1_000, 1_000]);
    expect((await usedMiB()) - before).toBeLessThan(150);
    expect(await drawn('a.png')).toEqual([30, 20]);
  });

  it('is played, and at once from the middle', async () => {
    const heard = await element(`
      const sound = new Audio('media/${sent['a.wav'] ?? ''}');
      sound.muted = true;
      sound.onerror = () => resolve(sound.error.message);
      sound.onloadedmetadata = () => { sound.currentTime = 45; };
      sound.onseeked = () => resolve([Math.round(sound.duration), sound.currentTime >= 45]);`);
    expect(heard).toEqual([60, true]);
  });

  it('comes in ranges, typed by its bytes, and can be nothing but a picture', async () => {
    const { status, headers, text } = await fetched(`media/${sent['a.wav'] ?? ''}`, { range: 'bytes=8-15' });
    expect([status, text]).toEqual([206, 'WAVEfmt ']);
    expect(headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-range': `bytes 8-15/${String(SOUND.length)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect((await fetched(`media/${sent['a.wav'] ?? ''}`, { range: 'bytes=99999999-' })).status).toBe(416);
  });

  it('that is no picture, sound or film is not there', async () => {
    for (const name of ['a.svg', 'a.html']) {
      expect(await fetched(`media/${sent[name] ?? ''}`)).toMatchObject({ status: 404, text: '' });
    }
    for (const id of ['0'.repeat(32), '', '..%2f..%2fkith.db', '%2500', 'A'.repeat(32)])
      expect(await fetched(`media/${id}`)).toMatchObject({ status: 404, text: '' });
  });

  it('is no page of the app: the window does not go there', async () => {
    const frames = await element(`
      const frame = document.createElement('iframe');
      frame.onload = () => resolve(frame.contentDocument === null ? 'closed' : frame.contentDocument.body.innerHTML);
      frame.src = 'media/${sent['a.png'] ?? ''}';
      document.body.append(frame);`);
    expect(['closed', '']).toContain(frames);
    expect(page.url()).toBe('app://kith/index.html');
  });

  it('is refused while the screen is locked', async () => {
    // The window forgets what it showed and loads its page anew.
    await Promise.all([page.waitForEvent('load'), bob.client.call('lockScreen', {})]);
    expect(await fetched(`media/${sent['a.png'] ?? ''}`)).toMatchObject({ status: 403, text: '' });
  });
});
