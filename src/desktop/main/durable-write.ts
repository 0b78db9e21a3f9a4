// A small file of main's own that must hold after power loss what was last written, before the next event is taken: at once,
// and without a moment in which it holds neither the old content nor the new.

import * as nodeFileSystem from 'node:fs';
import { dirname } from 'node:path';

/** The calls it is made of; tests stop it between any two of them. */
export type DurableCalls = Pick<
  typeof nodeFileSystem,
  'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync'
>;

/** Readable by its owner only. Throws the system's error; the file then holds its old content or the new one. */
export function writeDurably(path: string, content: string, calls: DurableCalls = nodeFileSystem): void {
  // One fixed name, so that what a crash left behind is removed by the next write.
  const temporary = `${path}.tmp`;
  calls.rmSync(temporary, { force: true });
  try {
    // wx: fails where something, a link for instance, already stands.
    withDescriptor(calls, calls.openSync(temporary, 'wx', 0o600), (descriptor) => {
      calls.writeFileSync(descriptor, content);
    });
    calls.renameSync(temporary, path);
  } catch (error) {
    calls.rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory(calls, dirname(path));
}

/** Nothing happens when it does not exist. Throws the system's error; after power loss the file may then be there again. */
export function removeDurably(path: string, calls: DurableCalls = nodeFileSystem): void {
  calls.rmSync(path, { force: true });
  syncDirectory(calls, dirname(path));
}

/** Windows cannot open directories and writes their changes in order. */
function syncDirectory(calls: DurableCalls, path: string): void {
  if (process.platform === 'win32') return;
  withDescriptor(calls, calls.openSync(path, 'r'), () => undefined);
}

/** On the disk when it returns. */
function withDescriptor(calls: DurableCalls, descriptor: number, write: (descriptor: number) => void): void {
  try {
    write(descriptor);
    calls.fsyncSync(descriptor);
  } finally {
    calls.closeSync(descriptor);
  }
}
