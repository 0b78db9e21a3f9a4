import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHome, defaultHome, homeIn } from './home.js';
import { createSocketDirectory, socketPath } from './socket-path.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kith-home-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('the default home', () => {
  const of = (platform: NodeJS.Platform, env = {}): string =>
    defaultHome({ platform, env, userDir: '/home/alice' }).dir;

  it('is where each system keeps the data of a user', () => {
    expect(of('linux')).toBe('/home/alice/.local/share/kith');
    expect(of('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/kith');
    expect(of('linux', { XDG_DATA_HOME: 'relative' })).toBe('/home/alice/.local/share/kith');
    expect(of('darwin')).toBe('/home/alice/Library/Application Support/Kith');
    expect(of('win32', { APPDATA: '/Roaming' })).toBe('/Roaming/Kith');
    expect(of('win32')).toBe('/home/alice/AppData/Roaming/Kith');
  });
});

describe('a home', () => {
  it('is made for its owner only, with everything inside it', async () => {
    const home = homeIn(join(directory, 'deep', 'alice'));
    await createHome(home);
    for (const path of [home.dir, home.runDir, home.certsDir, home.logDir]) {
      expect(await mode(path)).toBe(0o700);
      expect(path.startsWith(home.dir)).toBe(true);
    }
  });

  it('is closed to others when it was open', async () => {
    const home = homeIn(directory);
    await chmod(directory, 0o755);
    await createHome(home);
    await createHome(home);
    expect(await mode(directory)).toBe(0o700);
  });

  it('is unusable where a file stands', async () => {
    const home = homeIn(join(directory, 'file'));
    await writeFile(home.dir, '');
    await expect(createHome(home)).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      params: { path: home.dir, reason: 'EEXIST' },
    });
  });

  it('is unusable when it belongs to somebody else', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
    await expect(createHome(homeIn(directory))).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      params: { reason: 'owner' },
    });
  });
});

describe('the path of the local socket', () => {
  const surroundings = { platform: 'linux', env: {}, temporaryDir: '/tmp', uid: 1000 } as const;
  const ofLength = (bytes: number) => homeIn(`/${'a'.repeat(bytes - '//run/node.sock'.length)}`);

  it('is inside the home up to 100 bytes and elsewhere beyond', () => {
    const path = socketPath(ofLength(100), surroundings);
    expect(path).toMatch(/^\/a+\/run\/node\.sock$/);
    expect(path.length).toBe(100);
    expect(socketPath(ofLength(101), surroundings)).toMatch(/^\/tmp\/kith-1000\/[0-9a-f]{32}\.sock$/);
  });

  it('counts bytes, not characters', () => {
    const home = homeIn(`/${'ж'.repeat(50)}`);
    expect(socketPath(home, surroundings)).toMatch(/^\/tmp\/kith-1000\//);
  });

  it('prefers the runtime directory, is one per home, and skips places that are too long', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/1000' };
    const path = socketPath(ofLength(150), { ...surroundings, env });
    expect(path).toMatch(/^\/run\/user\/1000\/kith-1000\//);
    expect(socketPath(ofLength(151), { ...surroundings, env })).not.toBe(path);
    const long = { XDG_RUNTIME_DIR: `/${'r'.repeat(100)}` };
    expect(socketPath(ofLength(150), { ...surroundings, env: long })).toMatch(/^\/tmp\//);
  });

  it('is refused rather than cut when every place is too long', () => {
    const temporaryDir = `/${'t'.repeat(100)}`;
    expect(() => socketPath(ofLength(150), { ...surroundings, temporaryDir })).toThrow('HOME_UNUSABLE');
  });

  it('is a named pipe on Windows', () => {
    expect(socketPath(ofLength(50), { ...surroundings, platform: 'win32' })).toMatch(
      /^\\\\\.\\pipe\\kith-[0-9a-f]{32}$/,
    );
  });
});

describe('the directory of the local socket', () => {
  const refused = { code: 'HOME_UNUSABLE', params: { reason: 'owner' } };

  it('is made for the owner only and used again', async () => {
    const path = join(directory, 'kith-1', 'x.sock');
    await createSocketDirectory(path);
    await createSocketDirectory(path);
    expect(await mode(join(directory, 'kith-1'))).toBe(0o700);
  });

  it('is refused when others may enter it', async () => {
    await mkdir(join(directory, 'open'));
    await chmod(join(directory, 'open'), 0o755);
    await expect(createSocketDirectory(join(directory, 'open', 'x.sock'))).rejects.toMatchObject(refused);
  });

  it('is refused when it is a link', async () => {
    await mkdir(join(directory, 'real'), { mode: 0o700 });
    await symlink(join(directory, 'real'), join(directory, 'link'));
    await expect(createSocketDirectory(join(directory, 'link', 'x.sock'))).rejects.toMatchObject(refused);
  });

  it('is refused when it is a file', async () => {
    await writeFile(join(directory, 'file'), '', { mode: 0o600 });
    await expect(createSocketDirectory(join(directory, 'file', 'x.sock'))).rejects.toMatchObject(refused);
  });

  it('is refused when somebody else made it', async () => {
    await createSocketDirectory(join(directory, 'mine', 'x.sock'));
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
    await expect(createSocketDirectory(join(directory, 'mine', 'x.sock'))).rejects.toMatchObject(refused);
  });

  it('is unusable where it cannot be made', async () => {
    await expect(createSocketDirectory(join(directory, 'no', 'parent', 'x.sock'))).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      params: { reason: 'ENOENT' },
    });
  });
});
