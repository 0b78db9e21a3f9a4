import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { HomeYard } from '../../src/testing/node/homes.js';
import { APP, openElectronRig, startApp } from './electron-app.js';

const run = promisify(execFile);
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

const rig = await openElectronRig('the sandbox of the window as an ordinary user');
const canRun = rig !== undefined && (!isRoot || (await canBeReadByNobody(rig.electron)));
afterAll(() => rig?.display.close());

async function canBeReadByNobody(electron: string): Promise<boolean> {
  const files = [electron, process.execPath, join(APP, 'dist', 'desktop', 'main.cjs')];
  const tests = files.flatMap((file) => ['-a', '-r', file]).slice(1);
  try {
    await run('runuser', ['-u', 'nobody', '--', 'test', ...tests]);
    return true;
  } catch {
    process.stderr.write(
      '\n*** SKIPPED: the sandbox as an ordinary user: nobody cannot read the app ***\n\n',
    );
    return false;
  }
}

/** For a user who is not root: Electron as it is. For root: as nobody. */
async function ordinaryElectron(electron: string, directory: string): Promise<string> {
  if (!isRoot) return electron;
  const script = join(directory, 'electron-as-nobody');
  await writeFile(script, `#!/bin/sh\nexec runuser -u nobody -- '${electron}' "$@"\n`);
  await chmod(script, 0o755);
  return script;
}

async function giveToNobody(directory: string): Promise<void> {
  if (!isRoot) return;
  for (const entry of await readdir(directory, { recursive: true }))
    await chown(join(directory, entry), NOBODY, NOBODY);
  await chown(directory, NOBODY, NOBODY);
}

describe.skipIf(!canRun)('the window of an ordinary user', () => {
  it('runs where it can reach neither files nor the network by itself', async () => {
    if (!rig) return;
    const directory = await mkdtemp(join(tmpdir(), 'kith-sandbox-'));
    const yard = await HomeYard.open(directory);
    const home = await yard.found('Alice');
    const executable = await ordinaryElectron(rig.electron, directory);
    await giveToNobody(directory);
    const { app, page } = await startApp({
      rig,
      executable,
      home: home.dir,
      host: home.host,
      env: { HOME: directory, XDG_RUNTIME_DIR: undefined },
    });
    try {
      await page.waitForLoadState();
      const renderer = await app.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.getOSProcessId(),
      );
      const status = await readFile(`/proc/${String(renderer)}/status`, 'utf8');
      // A filter on system calls, no way to new rights, and a world of processes and of users of its own.
      expect(status).toMatch(/^Seccomp:\t2$/mu);
      expect(status).toMatch(/^NoNewPrivs:\t1$/mu);
      expect(status).toMatch(/^NSpid:\t\d+\t\d+/mu);
    } finally {
      await app.close();
      await yard.clear();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
