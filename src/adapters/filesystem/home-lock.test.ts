import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../base/app-error.js';
import type { Result } from '../../base/result.js';
import { createHome, homeIn, type Home } from './home.js';
import { lockHome, type HomeLock } from './home-lock.js';

let home: Home;
let children: ChildProcess[] = [];

beforeEach(async () => {
  home = homeIn(await mkdtemp(join(tmpdir(), 'kith-lock-')));
  await createHome(home);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await rm(home.dir, { recursive: true, force: true });
});

const window = { pid: process.pid, face: 'desktop', since: 1_800_000_000_000 };

/** Another process that takes the home and keeps it until it is killed. */
async function otherProcess(): Promise<ChildProcess & { pid: number }> {
  const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { homeIn } from ${module('./home.js')};
    import { lockHome } from ${module('./home-lock.js')};
    const owner = { pid: process.pid, face: 'headless', since: 1700000000000 };
    const locked = await lockHome(homeIn(${JSON.stringify(home.dir)}), owner);
    process.stdout.write(locked.ok ? 'locked' : locked.error.code);
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('locked');
  return child as typeof child & { pid: number };
}

function held(result: Result<HomeLock, AppError>): HomeLock {
  if (!result.ok) throw result.error;
  return result.value;
}

describe('a home', () => {
  it('is refused to a second process, naming the first', async () => {
    const other = await otherProcess();
    const refused = await lockHome(home, window);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'HOME_IN_USE', params: { pid: other.pid, face: 'headless', since: 1_700_000_000_000 } },
    });
  });

  it('shows its lock to nobody else, also one from before', async () => {
    const mode = async () => (await stat(home.lockFile)).mode & 0o777;
    held(await lockHome(home, window)).release();
    expect(await mode()).toBe(0o600);
    await chmod(home.lockFile, 0o644);
    const lock = held(await lockHome(home, window));
    expect(await mode()).toBe(0o600);
    expect(await lockHome(home, window)).toMatchObject({ error: { code: 'HOME_IN_USE' } });
    lock.release();
  });

  it('is free again after its process was killed, although owner.json still names it', async () => {
    const other = await otherProcess();
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(JSON.parse(await readFile(home.ownerFile, 'utf8'))).toMatchObject({ pid: other.pid });
    const lock = held(await lockHome(home, window));
    expect(JSON.parse(await readFile(home.ownerFile, 'utf8'))).toEqual(window);
    lock.release();
  });

  it('is refused a second time within one process, and free after release', async () => {
    const lock = held(await lockHome(home, window));
    expect(await lockHome(home, window)).toMatchObject({ error: { code: 'HOME_IN_USE', params: window } });
    lock.release();
    held(await lockHome(home, window)).release();
    await expect(readFile(home.ownerFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('stays refused when owner.json is lost or nonsense: only the lock decides', async () => {
    const lock = held(await lockHome(home, window));
    for (const nonsense of ['', '[]', 'null', '{"pid":"1","face":2}']) {
      await writeFile(home.ownerFile, nonsense);
      expect(await lockHome(home, window)).toMatchObject({
        error: { code: 'HOME_IN_USE', params: { pid: 0, face: '', since: 0 } },
      });
    }
    lock.release();
  });

  it('is unusable where no lock can be made', async () => {
    expect(await lockHome(homeIn(join(home.dir, 'missing')), window)).toMatchObject({
      error: { code: 'HOME_UNUSABLE' },
    });
  });
});
