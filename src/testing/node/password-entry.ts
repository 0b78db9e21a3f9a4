// Entry of a process that changes a vault's password and kills itself before one of the steps that change the disk. It
// reports which it took when it lives to the end.

import * as nodeFileSystem from 'node:fs/promises';
import { durableFiles, type FileSystem } from '../../adapters/filesystem/durable-file.js';
import { changePassword } from '../../adapters/vault/vault.js';
import { Secret } from '../../base/secret.js';

export interface PasswordChange {
  readonly vaultFile: string;
  readonly old: string;
  readonly new: string;
  /** From 1; 0 lives. */
  readonly diesBeforeStep: number;
}

// crash-password.test.ts writes it.
const { vaultFile, diesBeforeStep, ...password } = JSON.parse(process.argv[2] ?? '') as PasswordChange;
const STEPS: ReadonlySet<PropertyKey> = new Set(['writeFile', 'sync', 'rename']);
const steps: PropertyKey[] = [];

/** The same object, but its steps count, and the one before which to die is never taken. */
function mortal<Calls extends object>(target: Calls): Calls {
  return new Proxy(target, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (STEPS.has(name)) steps.push(name);
        if (STEPS.has(name) && steps.length === diesBeforeStep) process.kill(process.pid, 'SIGKILL');
        const result: unknown = await Reflect.apply(member, target, args);
        return name === 'open' ? mortal(result as object) : result;
      };
    },
  });
}

const { open, readFile, rename, rm } = nodeFileSystem;
const fileSystem: FileSystem = mortal({ open, readFile, rename, rm });
await changePassword(
  { vaultFile, files: durableFiles(fileSystem), onRestored: () => undefined },
  { old: new Secret(password.old), new: new Secret(password.new) },
  { kdf: 'minimum', memoryBytes: 2 ** 30, monotonicMs: () => 0 },
);
process.send?.(steps);
