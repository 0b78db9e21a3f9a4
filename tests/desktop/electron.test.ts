import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { within } from '../../src/testing/node/deadline.js';
import type { TestHome } from '../../src/testing/node/homes.js';
import { Stage } from '../nodes/stage.js';
import {
  APP,
  appArguments,
  appEnvironment,
  type AppStart,
  openElectronRig,
  startApp,
} from './electron-app.js';

const rig = await openElectronRig('the desktop app in a real Electron');
// What is tested here is the app; how its processes are walled off as an ordinary user is tested in sandbox.test.ts.
const args = ['--use-fake-device-for-media-stream', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

describe.skipIf(!rig)('the desktop app', () => {
  let stage: Stage;
  let home: TestHome;
  let start: AppStart;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    if (!rig) return;
    stage = await Stage.open();
    home = await stage.home('Alice');
    start = { rig, home: home.dir, host: home.host, args };
    ({ app, page } = await startApp(start));
    await page.waitForLoadState();
  });
  afterAll(async () => {
    // Also when the app did not start.
    await (app as ElectronApplication | undefined)?.close();
    await stage.clear();
    await rig?.display.close();
  });

  /** In the window's page. */
  function inPage<Result>(script: string): Promise<Result> {
    return page.evaluate<Result>(script);
  }

  /** Code the page runs: 'done', or the name of what stopped it. */
  function attempt(code: string): Promise<string> {
    return inPage(`(async () => { try { ${code}; return 'done' } catch (error) { return error.name } })()`);
  }

  it('shows its own page, which got a session with its node', async () => {
    expect(page.url()).toBe('app://kith/index.html');
    expect(await page.title()).toBe('Kith');
    await page.locator('#root > *').first().waitFor();
    // Counted from the first script of the page on; the one its forerunner asked for may be among them.
    await page.addInitScript(`
      globalThis.sessions = 0;
      let look = () => undefined;
      addEventListener('message', ({ data, ports }) => {
        if (data === 'kith-session') sessions += ports.length;
        look();
      });
      globalThis.session = (count) => new Promise((resolve) => {
        look = () => { if (sessions >= count) resolve(sessions) };
        look();
      });`);
    await page.reload();
    expect(await inPage('session(1)')).toBeGreaterThan(0);
  });

  it('serves the page under its policy', async () => {
    const policy = await inPage<string>(
      `fetch(location.href).then((response) => response.headers.get('content-security-policy'))`,
    );
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
  });

  it('gives the page no right it does not need', async () => {
    const preferences = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) =>
        // Electron's own checks use it; its types do not name it.
        (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
  });

  it('shows the page nothing of Node or Electron but the bridge', async () => {
    expect(
      await inPage(`({
        bridge: Object.keys(kithDesktop).sort(),
        node: [typeof process, typeof require, typeof module, typeof Buffer, typeof electron],
      })`),
    ).toEqual({
      bridge: ['chooseFolder', 'handOver', 'onEvent', 'request'],
      node: Array(5).fill('undefined'),
    });
  });

  it.each([
    // Not `eval`: a debugger may use it whatever the policy says.
    ['a string as code', `setTimeout('1')`, 'TypeError'],
    ['markup that becomes elements', `document.body.innerHTML = '<img src=x onerror=alert(1)>'`, 'TypeError'],
    ['a policy that lets everything pass', `trustedTypes.createPolicy('any', {})`, 'TypeError'],
    ['a request to this machine', `await fetch('http://127.0.0.1:9/')`, 'TypeError'],
    ['a request to a file', `await fetch('file:///etc/hostname')`, 'TypeError'],
    ['the camera', `await navigator.mediaDevices.getUserMedia({ video: true })`, 'NotAllowedError'],
    ['the screen', `await navigator.mediaDevices.getDisplayMedia({ video: true })`, 'NotAllowedError'],
    ['the clipboard', `await navigator.clipboard.readText()`, 'NotAllowedError'],
  ])('refuses the page %s', async (_, code, refusal) => {
    expect(await attempt(code)).toBe(refusal);
  });

  it('answers every question for a permission with no', async () => {
    const asked = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage'];
    const states = await inPage<string[]>(
      `Promise.all(${JSON.stringify(asked)}.map((name) =>
        navigator.permissions.query({ name }).then(({ state }) => state)))`,
    );
    expect(states).toEqual(asked.map(() => 'denied'));
    expect(await inPage('Notification.requestPermission()')).toBe('denied');
  });

  it('opens no second window', async () => {
    expect(await inPage(`window.open('app://kith/index.html') === null`)).toBe(true);
    expect(await inPage(`window.open('https://example.org/') === null`)).toBe(true);
    expect(app.windows()).toHaveLength(1);
  });

  it('never leaves its page', async () => {
    // Listened for before it is tried, in a turn of its own.
    await app.evaluate(({ webContents }) => {
      const attempt = new Promise<string>((resolve) => {
        const [contents] = webContents.getAllWebContents();
        contents?.once('will-navigate', (event) => {
          queueMicrotask(() => {
            resolve(`${event.url} ${event.defaultPrevented ? 'prevented' : 'allowed'}`);
          });
        });
      });
      Object.assign(globalThis, { attempt });
    });
    await inPage(`void (location.href = 'https://example.org/')`);
    const tried = app.evaluate(() => (globalThis as unknown as { attempt: Promise<string> }).attempt);
    expect(await within('the attempt to navigate', tried)).toBe('https://example.org/ prevented');
    expect(page.url()).toBe('app://kith/index.html');
  });

  it.each([
    ['an unknown request', `{ type: 'eval', code: '1' }`],
    ['a request with a field too many', `{ type: 'withdraw', tag: 'x', path: '/etc' }`],
    ['no request', `null`],
    ['a link to a file', `{ type: 'open-link', url: 'file:///etc/passwd' }`],
    ['a link to a program', `{ type: 'open-link', url: 'ms-msdt:/id' }`],
  ])('does nothing for %s', async (_, request) => {
    expect(await inPage(`kithDesktop.request(${request})`)).toBe(false);
  });

  it('shows the whole host before it opens a link, and opens it only when the owner agrees', async () => {
    await app.evaluate(({ dialog, shell }) => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      Object.assign(dialog, {
        showMessageBox: (_: unknown, { detail }: { detail: string }) => {
          seen.push(detail);
          return Promise.resolve({ response: seen.length - 1 });
        },
      });
      Object.assign(shell, {
        openExternal: (url: string) => {
          seen.push(`opened ${url}`);
          return Promise.resolve();
        },
      });
    });
    const open = `kithDesktop.request({ type: 'open-link', url: 'https://exаmple.org/x' })`;
    expect([await inPage(open), await inPage(open)]).toEqual([true, false]);
    const detail = 'xn--exmple-4nf.org\n\nhttps://xn--exmple-4nf.org/x';
    expect(await app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([
      detail,
      'opened https://xn--exmple-4nf.org/x',
      detail,
    ]);
  });

  it('is brought back by a second start, which hands its link over and ends', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const link = inPage<string>(`new Promise((resolve) => {
      kithDesktop.onEvent((event) => { if (event.type === 'link') resolve(event.link) })
    })`);
    if (!rig) return;
    const second = spawn(
      rig.electron,
      [APP, '--disable-gpu', ...appArguments(start), 'kith://add/bob.example.org:8443'],
      { env: appEnvironment(start), stdio: 'ignore' },
    );
    expect(await within('the end of the second start', once(second, 'exit'))).toEqual([0, null]);
    expect(await within('the link', link)).toBe('kith://add/bob.example.org:8443');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
      true,
    );
  });

  it('is not closed unawares where no tray would be left of it', async () => {
    await app.evaluate(({ dialog }) => {
      const answers = [2, 1];
      Object.assign(globalThis, { asked: 0 });
      Object.assign(dialog, {
        showMessageBox: () => {
          (globalThis as unknown as { asked: number }).asked += 1;
          return Promise.resolve({ response: answers.shift() ?? 2 });
        },
      });
    });
    const asked = () => app.evaluate(() => (globalThis as unknown as { asked: number }).asked);
    const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const memory = async () =>
      JSON.parse(await readFile(join(home.dir, 'window', 'window.json'), 'utf8')) as { whenClosed?: string };
    await close();
    await expect.poll(asked).toBe(1);
    expect((await memory()).whenClosed).toBeUndefined();
    await close();
    await expect.poll(memory).toMatchObject({ whenClosed: 'minimize' });
    expect(await asked()).toBe(2);
    expect(app.windows()).toHaveLength(1);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.restore();
    });
  });

  it('shows one notification for a conversation, as plain text, and brings the window back by it', async () => {
    await app.evaluate(({ Notification }) => {
      const shown: unknown[] = [];
      Object.assign(globalThis, { shown });
      // At the edge to the system; nothing would be seen on a display without a desktop.
      Object.assign(Notification, { isSupported: () => true });
      Object.assign(Notification.prototype, {
        show(this: { title: string; body: string }) {
          shown.push(this);
        },
        close(this: { title: string }) {
          shown.push(`closed ${this.title}`);
        },
      });
    });
    const clicked = inPage(`new Promise((resolve) => {
      kithDesktop.onEvent((event) => { if (event.type === 'notification-clicked') resolve([event.tag, event.messageId]) })
    })`);
    const messageId = 'ab'.repeat(16);
    const notify = (title: string) =>
      inPage(
        `kithDesktop.request({ type: 'notify', tag: 'bob', messageId: '${messageId}', title: '${title}', body: '<img src=x>' })`,
      );
    expect([await notify('Bob'), await notify('Bob again')]).toEqual([true, true]);
    const seen = await app.evaluate(() => {
      const { shown } = globalThis as unknown as { shown: ({ title: string; body: string } | string)[] };
      return shown.map((entry) => (typeof entry === 'string' ? entry : `${entry.title}: ${entry.body}`));
    });
    expect(seen).toEqual(['Bob: ＜img src=x>', 'closed Bob', 'Bob again: ＜img src=x>']);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide();
      const { shown } = globalThis as unknown as { shown: { emit(event: string): void }[] };
      shown.at(-1)?.emit('click');
    });
    expect(await within('the click', clicked)).toEqual(['bob', messageId]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
      true,
    );
  });

  it('gets a new session by itself when its node was killed', async () => {
    const owner = await readFile(join(home.dir, 'run', 'owner.json'), 'utf8');
    const before = await inPage<number>('sessions');
    process.kill((JSON.parse(owner) as { pid: number }).pid, 'SIGKILL');
    expect(await inPage(`session(${String(before + 1)})`)).toBe(before + 1);
    const again = await readFile(join(home.dir, 'run', 'owner.json'), 'utf8');
    expect((JSON.parse(again) as { pid: number }).pid).not.toBe((JSON.parse(owner) as { pid: number }).pid);
  });

  it('loads its page again when that crashed', async () => {
    const loaded = app.evaluate(
      ({ webContents }) =>
        new Promise<string | undefined>((resolve) => {
          const [contents] = webContents.getAllWebContents();
          contents?.once('did-finish-load', () => {
            resolve(contents.getURL());
          });
          contents?.forcefullyCrashRenderer();
        }),
    );
    expect(await within('the page after the crash', loaded)).toBe('app://kith/index.html');
  });

  it('stops its node in order when it quits', async () => {
    const { pid } = JSON.parse(await readFile(join(home.dir, 'run', 'owner.json'), 'utf8')) as {
      pid: number;
    };
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 801, height: 602 });
    });
    await app.close();
    expect(JSON.parse(await readFile(join(home.dir, 'window', 'window.json'), 'utf8'))).toMatchObject({
      place: { width: 801, height: 602 },
    });
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await readFile(join(home.dir, 'log', 'kith.log'), 'utf8')).toMatch(
      /shutdown|stopped|opened|locked/u,
    );
  });
});
