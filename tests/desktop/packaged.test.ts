// The packaged app, made here of the Electron there is: what it may be made to run, seen from outside, because it takes no debugger.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ContractClient } from '../../src/contract/client.js';
import { connectToNode } from '../../src/node/connect.js';
import { within } from '../../src/testing/node/deadline.js';
import type { TestHome } from '../../src/testing/node/homes.js';
import { CommandProcess } from '../cli/command-process.js';
import { Stage } from '../nodes/stage.js';
import { APP, appArguments, appEnvironment, openElectronRig } from './electron-app.js';

const rig = await openElectronRig('the packaged app');
const run = promisify(execFile);
/** Each command is a process of its own, and the first may have to build the command line. */
const LIMIT_MS = 180_000;
const POLL = { timeout: 60_000 };
/** Electron takes itself for a working copy by the name of its program alone. */
const OWN_NAME = 'kith';
afterAll(() => rig?.display.close());

describe.skipIf(!rig)('the packaged app', { timeout: LIMIT_MS }, () => {
  let directory: string;
  let stage: Stage;
  let home: TestHome;
  let started: ReturnType<typeof spawn> | undefined;
  beforeAll(async () => {
    if (!rig) return;
    directory = await mkdtemp(join(tmpdir(), 'kith-packaged-'));
    stage = await Stage.open();
    home = await stage.home('Alice');
    const source = ['--electron', dirname(rig.electron), '--electron-version', await version(rig.electron)];
    const wanted = ['--target', 'dir', '--out', directory, '--test-runtime'];
    await run(process.execPath, [join(APP, 'scripts', 'package.mjs'), ...source, ...wanted]);
  }, LIMIT_MS);
  afterEach(async () => {
    if (started?.exitCode !== null || started.signalCode !== null) return;
    const ended = once(started, 'exit');
    started.kill();
    await within('the end of the app', ended);
  });
  afterAll(async () => {
    await stage.clear();
    await rm(directory, { recursive: true, force: true });
  });

  const program = () => join(directory, 'linux-unpacked', 'kith');
  const manifest = () => join(directory, 'linux-unpacked', 'resources', 'app.asar.unpacked', 'package.json');

  /** Until its node can be asked. */
  async function untilThere(): Promise<void> {
    const state = async () => {
      const client = new ContractClient(await connectToNode(home.dir));
      const hello = await client.hello;
      client.close();
      return hello.state;
    };
    await expect.poll(() => state().catch(() => 'not there'), POLL).toBe('locked');
  }

  /** As everything could try that starts it: with debuggers, as a bare Node.js, and with a module to load first. */
  async function start(): Promise<{ readonly said: () => string }> {
    if (!rig) throw new Error('nothing to start it on');
    const env = appEnvironment({ rig, home: home.dir, host: home.host });
    const args = [...switches(), ...given(home.dir, home.host)];
    let said = '';
    started = spawn(program(), ['--inspect=0', '--remote-debugging-port=0', ...args], {
      env: {
        ...env,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${await intruder()}`,
        KITH_NODE_RUNTIME: await chosenRuntime(),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    return { said: () => said };
  }

  /** A module that tells when Electron ran it. */
  async function intruder(): Promise<string> {
    const file = join(directory, 'intruder.cjs');
    const intruded = JSON.stringify(join(directory, 'intruded'));
    await writeFile(file, `if (process.versions.electron) require('node:fs').writeFileSync(${intruded}, '')`);
    return file;
  }

  /** The Node.js of the tests, which tells that it was chosen. */
  async function chosenRuntime(): Promise<string> {
    const file = join(directory, 'node');
    await writeFile(file, `#!/bin/sh\n: > '${join(directory, 'chosen')}'\nexec '${process.execPath}' "$@"\n`);
    await chmod(file, 0o755);
    return file;
  }

  const wasThere = (mark: string) =>
    stat(join(directory, mark)).then(
      () => true,
      () => false,
    );

  async function kith(...args: readonly string[]) {
    const env = { KITH_PASSWORD_FILE: home.passwordFile };
    return new CommandProcess([...args, '--home', home.dir], env).ended();
  }

  it('has the fuses that keep it from running other code than its own', async () => {
    expect(await fuses(program())).toMatchObject({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
    });
  });

  it('made for tests, runs its node on the Node.js it is given, which `kith` can talk to', async () => {
    await start();
    await untilThere();
    expect(await wasThere('chosen')).toBe(true);
    expect((await kith('status')).out).toContain('locked');
    expect((await kith('unlock')).code).toBe(0);
    expect(JSON.parse((await kith('status', '--json')).out)).toMatchObject({ status: { state: 'open' } });
  });

  it('takes no debugger, no module to load first, and is no Node.js', async () => {
    const { said } = await start();
    await untilThere();
    expect(said()).not.toMatch(/listening on/iu);
    expect(await wasThere('intruded')).toBe(false);
    await expect(stat(join(home.dir, 'window', 'DevToolsActivePort'))).rejects.toThrow();
  });

  it('has nobody who collects crashes beside it', async () => {
    await start();
    await untilThere();
    const programs = await commandLines(dirname(program()));
    expect(programs.length).toBeGreaterThan(1);
    expect(programs.filter((line) => line.includes('crashpad_handler'))).toEqual([]);
  });

  it('made for people, runs its node in a process of its own Electron, whatever it is given', async () => {
    await writeFile(
      manifest(),
      (await readFile(manifest(), 'utf8')).replace('"kithTestRuntime": true', '"kithTestRuntime": false'),
    );
    await rm(join(directory, 'chosen'));
    await start();
    const ownNode = async () =>
      (await commandLines(program())).some((line) => line.includes('node.mojom.NodeService'));
    await expect.poll(ownNode, POLL).toBe(true);
    expect(await wasThere('chosen')).toBe(false);
  });
});

/** Asks for tools on the app's window, then on others, one after another; when those have them, tells what the first has. */
const OPENER = `
  const { app, BrowserWindow } = require('electron');
  const openAnother = () => new Promise((opened) => {
    const { webContents } = new BrowserWindow({ show: false });
    webContents.once('devtools-opened', opened);
    webContents.openDevTools();
  });
  app.once('browser-window-created', (_, { webContents }) => webContents.once('did-finish-load', async () => {
    webContents.openDevTools();
    for (let count = 0; count < 3; count += 1) await openAnother();
    console.log(JSON.stringify([app.isPackaged, webContents.isDevToolsOpened()]));
    app.exit();
  }));`;

describe.skipIf(!rig)('a program of its own name, as a packaged app is', () => {
  it('opens no developer tools on its window', async () => {
    if (!rig) return;
    const stage = await Stage.open();
    const directory = await mkdtemp(join(tmpdir(), 'kith-named-'));
    await cp(dirname(rig.electron), directory, { recursive: true });
    await rename(join(directory, basename(rig.electron)), join(directory, OWN_NAME));
    await writeFile(join(directory, 'opener.cjs'), OPENER);
    const { dir, host } = await stage.home('Alice');
    const args = ['-r', join(directory, 'opener.cjs'), APP, ...switches(), ...given(dir, host)];
    const env = appEnvironment({ rig, home: dir, host });
    try {
      const { stdout } = await run(join(directory, OWN_NAME), args, { env, timeout: 20_000 });
      expect(JSON.parse(stdout.split('\n').find((line) => line.startsWith('[')) ?? stdout)).toEqual([
        true,
        false,
      ]);
    } finally {
      await stage.clear();
      await rm(directory, { recursive: true });
    }
  });
});

function given(home: string, host: string): string[] {
  return rig ? appArguments({ rig, home, host }) : [];
}

function switches(): string[] {
  return ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

/** Of the runtime, which package.json need not name. */
async function version(electron: string): Promise<string> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(electron, ['-p', 'process.versions.electron'], { env });
  return stdout.trim();
}

/** In the order of the first version of the wire. */
const FUSES = ['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeInspect', 'asarIntegrity', 'onlyAsar'];
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_ON = '1'.charCodeAt(0);

/** As they stand in the program: a mark, the version, how many there are, and one character for each. */
async function fuses(program: string): Promise<Readonly<Record<string, boolean>>> {
  const bytes = await readFile(program);
  const start = bytes.indexOf(FUSE_MARK) + FUSE_MARK.length;
  expect(bytes[start]).toBe(1);
  return Object.fromEntries(FUSES.map((name, index) => [name, bytes[start + 2 + index] === FUSE_ON]));
}

/** Of the processes whose program lies there. */
async function commandLines(path: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.startsWith(path));
}
