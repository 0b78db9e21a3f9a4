// A file system of a few MiB in memory, which fills up and is freed again.

import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export class SmallDisk {
  private constructor(readonly dir: string) {}

  static async mount(dir: string, sizeMiB: number): Promise<SmallDisk> {
    await mkdir(dir, { recursive: true });
    run('mount', '-t', 'tmpfs', '-o', `size=${String(sizeMiB)}m`, 'tmpfs', dir);
    return new SmallDisk(dir);
  }

  /** Not a byte is left. */
  async fill(): Promise<void> {
    for (const bytes of [65_536, 4_096]) {
      const chunk = new Uint8Array(bytes);
      while (await hasRoomFor(() => appendFile(join(this.dir, 'filler'), chunk)));
    }
  }

  async free(): Promise<void> {
    await rm(join(this.dir, 'filler'));
  }

  unmount(): Promise<void> {
    run('umount', '--lazy', this.dir);
    return Promise.resolve();
  }
}

function hasRoomFor(write: () => Promise<void>): Promise<boolean> {
  return write().then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    },
  );
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** Why this machine cannot have one. */
export function whyNoDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount one';
  const { status } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return status === 0 ? undefined : 'no tmpfs may be mounted';
}
