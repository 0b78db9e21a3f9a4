// From nothing to conversations with the desktop app, in a real Electron; the friends' nodes run without windows.

import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContractClient } from '../../src/contract/client.js';
import type { ContactRow } from '../../src/contract/values.js';
import { connectToNode } from '../../src/node/connect.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import { approve, claim, contactOf, received, send, type TestNode } from '../../src/testing/node/person.js';
import { createIdentity } from '../browser/first-steps.js';
import { historyOf } from '../browser/open-history.js';
import { Stage } from '../nodes/stage.js';
import { openElectronRig, startApp } from './electron-app.js';

const rig = await openElectronRig('the story of the desktop app');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const STEP_MS = 15_000;
const NARROW = { width: 480, height: 700 };
const WIDE = { width: 1_100, height: 760 };

describe.skipIf(!rig)('somebody with the desktop app', () => {
  let stage: Stage;
  /** Her node is the app's. */
  let alice: Pick<TestNode, 'home' | 'address'>;
  let bob: LocalNode;
  let carol: LocalNode;
  let home: string;
  let host: string;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!rig) return;
    stage = await Stage.open();
    [bob, carol] = await stage.people('Bob', 'Carol');
    await carol.stop();
    home = join(stage.yard.dir, 'alice');
    host = stage.yard.nextHost();
    ({ app, page } = await startApp({ rig, home, host, args }));
    page.setDefaultTimeout(STEP_MS);
  }, 60_000);
  afterAll(async () => {
    await (app as ElectronApplication | undefined)?.close();
    await stage.clear();
    await rig?.display.close();
  });

  const unlock = async () => {
    await page.getByLabel('Passphrase', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
  };
  const log = () => historyOf(page);
  const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
  const field = () => page.getByRole('textbox', { name: 'Your message' });
  const write = async (text: string) => {
    await field().and(page.locator(':focus')).waitFor();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await log().getByText(text).waitFor();
  };
  /** What the app's node says by its local socket. */
  const asking = async <Answer>(ask: (client: ContractClient) => Promise<Answer>): Promise<Answer> => {
    const client = new ContractClient(await connectToNode(home));
    try {
      return await ask(client);
    } finally {
      client.close();
    }
  };
  const contact = (isSo: (row: ContactRow) => boolean) =>
    asking((client) => until(client, ['contacts', {}], (rows) => rows.find(isSo)));
  const status = () => asking((client) => client.call('status', {}));
  const nodePid = async () => {
    const owner = await readFile(join(home, 'run', 'owner.json'), 'utf8');
    return (JSON.parse(owner) as { pid: number }).pid;
  };
  const resize = (size: typeof NARROW) =>
    app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);

  /** In the dialog for adding somebody. */
  async function find(target: string): Promise<void> {
    await page.keyboard.press('Control+n');
    await page.getByLabel('Address or link').and(page.locator(':focus')).waitFor();
    await page.keyboard.insertText(target);
    await page.keyboard.press('Enter');
  }

  async function tabTo(button: string): Promise<void> {
    const wanted = page.getByRole('button', { name: button });
    await wanted.waitFor();
    const reached = wanted.and(page.locator(':focus'));
    for (let presses = 0; presses < 20 && (await reached.count()) === 0; presses += 1)
      await page.keyboard.press('Tab');
    expect(await reached.count()).toBe(1);
  }

  async function digitsShown(where: Locator): Promise<string | undefined> {
    const digits = where.getByRole('img', { name: /^Fingerprint:/u });
    return (await digits.getAttribute('aria-label'))?.replace(/\D/gu, '');
  }

  it('makes an identity and sees what its fingerprint is for', async () => {
    await createIdentity(page, 'Alice', TEST_PASSWORD);
    const self = await asking((client) => client.call('self', {}));
    const { listening } = await status();
    const { passwordFile } = stage.yard;
    alice = { home: { dir: home, host, name: 'Alice', passwordFile, self }, address: listening ?? '' };
  });

  it('adds a friend by address and writes, without a mouse, and it arrives once he accepted', async () => {
    await find(bob.address);
    await page.getByText('Compare these digits').waitFor();
    expect(await digitsShown(page.getByRole('dialog'))).toBe(bob.home.self.fingerprint);
    await tabTo('The digits match');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'Waiting for' }).waitFor();
    await write('Written before you accepted');
    await approve(bob, alice);
    await received(bob, alice, ['Written before you accepted']);
  });

  it('is answered, finds what was said, and reads the settings, without a mouse', async () => {
    await send(bob, alice, 'Bring the blue lantern');
    await log().getByText('blue lantern').waitFor();
    await write('It is packed');
    await received(bob, alice, ['Written before you accepted', 'It is packed']);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('LANTERN');
    await page.getByRole('region', { name: 'Messages' }).getByText('Bring the blue').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-marked=true]', { hasText: 'lantern' }).waitFor();
    await page.keyboard.press('Control+,');
    await tabTo('Writing');
    await page.keyboard.press('Enter');
    await page.getByText('Not checked').waitFor();
    await page.keyboard.press('Escape');
    await row('Bob').waitFor();
  });

  it('adds somebody who is away by a link, and what she wrote arrives when they come', async () => {
    await find(`kith://add/${carol.address}?id=${carol.home.self.nodeIdText}`);
    await tabTo('Send request');
    await page.keyboard.press('Enter');
    await write('Are you there?');
    await page.getByRole('button', { name: 'Try now' }).waitFor();
    await carol.start();
    // Instead of the button, which is gone when the next time came by itself.
    const { id: contactId } = await contact(({ nodeId }) => nodeId === carol.home.self.nodeId);
    await asking((client) => client.call('retryNow', { contactId }));
    await approve(carol, alice);
    await received(carol, alice, ['Are you there?']);
  });

  it('writes to somebody who is away, and it goes out by itself when he is back', async () => {
    await bob.stop();
    await row('Bob').click();
    await write('See you there');
    await contact(({ queued }) => queued === 1);
    await bob.start();
    await received(bob, alice, ['Written before you accepted', 'It is packed', 'See you there']);
  });

  it('is stopped by a new key of his, and what she writes waits until she chose', async () => {
    const [newBob] = await stage.people('Bob again');
    await claim(newBob, alice, bob.home.self.nodeIdText);
    const strip = page.locator('.strip', { hasText: 'a new key' });
    await strip.waitFor();
    expect(await digitsShown(strip)).toBe(newBob.home.self.fingerprint);
    await field().click();
    await write('Is that you?');
    await contact(({ state, queued }) => state === 'frozen' && queued === 1);
    await strip.getByRole('button', { name: 'Keep the old one' }).click();
    await strip.waitFor({ state: 'detached' });
    await received(bob, alice, [
      'Written before you accepted',
      'It is packed',
      'See you there',
      'Is that you?',
    ]);
  });

  it('locks fully by the menu: nothing is open, nothing arrives, and it is all there afterwards', async () => {
    await field().fill('Not yet sent');
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('full-lock')?.click();
    });
    await page.getByText('Nothing arrives until you unlock').waitFor();
    expect(await status()).toMatchObject({ state: 'locked', screenLocked: false, listening: null });
    expect(await openFiles(await nodePid())).not.toContain('kith.db');
    expect(await page.content()).not.toMatch(/Bob|lantern|Not yet sent/u);
    await send(bob, alice, 'while you were away');
    await contactOf(bob, alice, ({ queued }) => queued === 1);
    await unlock();
    await log().getByText('while you were away').waitFor();
    expect(await field().inputValue()).toBe('Not yet sent');
    expect(await openFiles(await nodePid())).toContain('kith.db');
    await field().fill('');
  });

  it('sees one area at a time in a narrow window, and both again in a wide one', async () => {
    await resize(NARROW);
    await row('Bob').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Back' }).click();
    await row('Bob').waitFor();
    expect(await log().isVisible()).toBe(false);
    await row('Carol').click();
    await log().getByText('Are you there?').waitFor();
    expect(await row('Carol').isVisible()).toBe(false);
    await resize(WIDE);
    await row('Bob').click();
    await log().getByText('while you were away').waitFor();
  });

  it('goes on writing where she was when her node is killed in the middle of a sentence', async () => {
    await field().fill('Half a thought');
    await asking((client) =>
      until(client, ['conversations', {}], (rows) => rows.find(({ draft }) => draft === 'Half a thought')),
    );
    await page.keyboard.insertText(', what came after it');
    process.kill(await nodePid(), 'SIGKILL');
    await page.keyboard.insertText(', and what she typed on');
    await page.getByText('Kith is locked').waitFor();
    await unlock();
    await log().getByText('while you were away').waitFor();
    expect(await field().inputValue()).toBe('Half a thought, what came after it, and what she typed on');
  });
});

/** The names of files a process has open. */
async function openFiles(pid: number): Promise<readonly string[]> {
  const directory = `/proc/${String(pid)}/fd`;
  const paths = await Promise.all(
    (await readdir(directory)).map((fd) => readlink(join(directory, fd)).catch(() => '')),
  );
  return paths.map((path) => path.split('/').at(-1) ?? '');
}
