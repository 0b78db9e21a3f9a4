// Homes with identities in them for tests of whole nodes, each with a loopback address of its own.

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durableFiles } from '../../adapters/filesystem/durable-file.js';
import { homeIn } from '../../adapters/filesystem/home.js';
import type { DatabaseFile } from '../../adapters/sqlite/database.js';
import { openVault } from '../../adapters/vault/vault.js';
import { Secret } from '../../base/secret.js';
import type { SelfValue } from '../../contract/values.js';
import { createIdentity } from '../../node/offline.js';

export const TEST_PASSWORD = 'seven mild otters';
/** The settings of all test nodes: deriving keys at the least price. */
export const TEST_ENV = { KITH_KDF: 'minimum' } as const;

export interface TestHome {
  readonly dir: string;
  /** In 127.0.0.0/8. */
  readonly host: string;
  readonly name: string;
  readonly passwordFile: string;
  readonly self: SelfValue;
}

/** A directory for homes. */
export class HomeYard {
  #homes = 0;

  private constructor(
    readonly dir: string,
    readonly passwordFile: string,
  ) {}

  static async open(dir?: string): Promise<HomeYard> {
    const chosen = dir ?? (await mkdtemp(join(tmpdir(), 'kith-test-')));
    const passwordFile = join(chosen, 'password');
    await writeFile(passwordFile, `${TEST_PASSWORD}\n`, { mode: 0o600 });
    return new HomeYard(chosen, passwordFile);
  }

  /** A home for a new person. */
  async found(name: string): Promise<TestHome> {
    const dir = join(this.dir, name.toLowerCase());
    const host = this.nextHost();
    const password = new Secret(TEST_PASSWORD);
    const self = await createIdentity({ home: dir, flags: {}, env: TEST_ENV, name, password });
    return { dir, host, name, passwordFile: this.passwordFile, self };
  }

  /** A copy of a home of another yard that nobody uses: the same person, at an address of this yard. */
  async copyOf({ dir: original, name, self }: Pick<TestHome, 'dir' | 'name' | 'self'>): Promise<TestHome> {
    const dir = join(this.dir, name.toLowerCase());
    await cp(original, dir, { recursive: true });
    return { dir, host: this.nextHost(), name, passwordFile: this.passwordFile, self };
  }

  /** An address no other process of a test run uses: caps count per address. */
  nextHost(): string {
    this.#homes += 1;
    const { pid } = process;
    return `127.${1 + ((pid >> 8) % 250)}.${pid % 256}.${this.#homes}`;
  }

  async clear(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The store of a home, with its key, also while a node runs on it. */
export async function databaseOf({ dir }: Pick<TestHome, 'dir'>): Promise<DatabaseFile> {
  const { vaultFile, databaseFile } = homeIn(dir);
  const vault = { vaultFile, files: durableFiles(), onRestored: () => undefined };
  return { path: databaseFile, key: await openVault(vault, new Secret(TEST_PASSWORD)) };
}

/** A copy of a home nobody uses, to come back to by `restoreHome`. */
export async function backUpHome({ dir }: TestHome): Promise<void> {
  await cp(dir, `${dir}.backup`, { recursive: true });
}

export async function restoreHome({ dir }: TestHome): Promise<void> {
  await rm(dir, { recursive: true });
  await cp(`${dir}.backup`, dir, { recursive: true });
}
