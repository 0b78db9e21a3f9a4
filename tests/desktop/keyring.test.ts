// The passphrase in the system's keyring, in the desktop app: switched on, used, useless after a change, and gone.

import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { changePasswordOffline } from '../../src/node/index.js';
import { MORTAL_LANES, pidIn } from '../../src/testing/desktop/mortal-node.js';
import { TEST_ENV, TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { Stage } from '../nodes/stage.js';
import { openElectronRig, startApp } from './electron-app.js';

const rig = await openElectronRig('the system’s keyring and the desktop app');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const STEP_MS = 15_000;
const NEW_PASSWORD = 'nine brave herons dance';

describe.skipIf(!rig)('the system’s keyring', () => {
  let stage: Stage;
  let home: TestHome;
  let app: ElectronApplication | undefined;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.open();
    home = await stage.home('Alice');
    await writeFile(keyringModule(), keyringSource());
  });
  afterAll(async () => {
    await app?.close();
    await stage.clear();
    await rig?.display.close();
  });

  const keyringModule = () => join(home.dir, 'keyring.cjs');
  const keyringGone = () => join(home.dir, 'keyring-gone');
  const keptFile = () => join(home.dir, 'window', 'passphrase.json');

  /**
   * At the edge to the system, because a display without a desktop has none. Gives nothing while a file is there. The node's
   * process gets what lets a test end its lane; main itself has started already.
   */
  function keyringSource(): string {
    return `
      process.env.NODE_OPTIONS = ${JSON.stringify(MORTAL_LANES)};
      const { safeStorage } = require('electron');
      const { existsSync } = require('node:fs');
      const turned = (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
      Object.assign(safeStorage, {
        getSelectedStorageBackend: () => 'gnome_libsecret',
        isEncryptionAvailable: () => !existsSync(${JSON.stringify(keyringGone())}),
        encryptString: (text) => turned(Buffer.from(text)),
        decryptString: (sealed) => turned(sealed).toString(),
      });`;
  }

  async function startAgain({ hasKeyring = true } = {}): Promise<void> {
    if (!rig) return;
    await app?.close();
    const before = hasKeyring ? { before: keyringModule() } : {};
    ({ app, page } = await startApp({ rig, home: home.dir, host: home.host, args, ...before }));
    page.setDefaultTimeout(STEP_MS);
  }

  async function enter(passphrase: string): Promise<void> {
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.keyboard.press('Enter');
  }

  const opened = () => page.locator('.list-area').waitFor();
  const asked = () => page.getByRole('heading', { name: 'Kith is locked' }).waitFor();
  const theSwitch = () => page.getByRole('switch', { name: 'Open with the system’s keyring' });

  async function openLocking(): Promise<void> {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Locking' }).click();
  }

  async function switchOn(passphrase: string): Promise<void> {
    await theSwitch().click();
    await enter(passphrase);
    await switchedOn();
    await noDialog();
  }

  // By its class: a passing remark has the role too.
  const noDialog = () => page.locator('.dialog').waitFor({ state: 'detached' });

  const switchedOn = () => theSwitch().and(page.locator('[aria-checked=true]')).waitFor();

  it('is not offered where the system has none, and Settings says why', async () => {
    await startAgain({ hasKeyring: false });
    await enter(TEST_PASSWORD);
    await opened();
    await openLocking();
    await page.getByText('This system has no keyring that Kith can use').waitFor();
    expect(await theSwitch().count()).toBe(0);
  });

  it('keeps nothing before the passphrase was proved', async () => {
    await startAgain();
    await enter(TEST_PASSWORD);
    await opened();
    await openLocking();
    await theSwitch().click();
    await enter('not this one');
    await page.getByText('That is not the passphrase').waitFor();
    await expect(stat(keptFile())).rejects.toThrow();
  });

  it('opens the node at the next start once it is switched on, and holds nothing in clear', async () => {
    await enter(TEST_PASSWORD);
    await switchedOn();
    const { mode } = await stat(keptFile());
    expect(mode & 0o777).toBe(0o600);
    expect(await readFile(keptFile(), 'utf8')).not.toContain(TEST_PASSWORD);
    await startAgain();
    await opened();
  });

  it('does not open what its owner locked, not by a start either', async () => {
    await page.keyboard.press('Control+l');
    await asked();
    await startAgain();
    await asked();
    await enter(TEST_PASSWORD);
    await opened();
    await startAgain();
    await opened();
  });

  it('opens the node again by itself when that locked because a thread of it died', async () => {
    const again = page.locator('.list-area').waitFor({ state: 'detached' });
    const broken = await pidIn(home);
    process.kill(broken, 'SIGUSR2');
    await again;
    await opened();
    expect(await pidIn(home)).not.toBe(broken);
  });

  it('leaves the passphrase to its owner while it gives nothing, and says so', async () => {
    await writeFile(keyringGone(), '');
    await startAgain();
    await page.getByText('did not give your passphrase').waitFor();
    await enter(TEST_PASSWORD);
    await opened();
    await rm(keyringGone());
    await startAgain();
    await opened();
  });

  it('is useless after a change of the passphrase elsewhere, forgotten, and asked for again', async () => {
    await app?.close();
    app = undefined;
    await changePasswordOffline({
      home: home.dir,
      env: TEST_ENV,
      password: new Secret(TEST_PASSWORD),
      newPassword: new Secret(NEW_PASSWORD),
    });
    await startAgain();
    await page.getByText('Your passphrase was changed').waitFor();
    await expect(stat(keptFile())).rejects.toThrow();
    await enter(NEW_PASSWORD);
    await opened();
  });

  it('forgets at once when the passphrase is changed in the window, or it is switched off', async () => {
    await openLocking();
    await switchOn(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Identity' }).click();
    await page.getByRole('button', { name: 'Change passphrase' }).click();
    await page.getByLabel('Current passphrase').fill(NEW_PASSWORD);
    await page.getByLabel('New passphrase').fill(TEST_PASSWORD);
    await page.getByLabel('Once more').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await noDialog();
    await page.getByText('opening with the system’s keyring is off').waitFor();
    await expect(stat(keptFile())).rejects.toThrow();
    await page.getByRole('button', { name: 'Locking' }).click();
    expect(await theSwitch().isChecked()).toBe(false);
    await switchOn(TEST_PASSWORD);
    await theSwitch().click();
    await expect.poll(() => theSwitch().isChecked(), { timeout: STEP_MS }).toBe(false);
    await expect(stat(keptFile())).rejects.toThrow();
  });

  it('says so when what it kept cannot be removed', async () => {
    await switchOn(TEST_PASSWORD);
    await rm(keptFile());
    await mkdir(join(keptFile(), 'no file'), { recursive: true });
    await theSwitch().click();
    await page.getByText('could not be removed for good').waitFor();
    await rm(keptFile(), { recursive: true });
  });
});
