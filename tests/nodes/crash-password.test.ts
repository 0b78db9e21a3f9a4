// A change of the password killed anywhere: one password opens the vault, and once the change is done the old one nothing.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { AppError } from '../../src/base/app-error.js';
import { toHex } from '../../src/base/bytes.js';
import { Secret } from '../../src/base/secret.js';
import { within } from '../../src/testing/node/deadline.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { PasswordChange } from '../../src/testing/node/password-entry.js';
import { Stage } from './stage.js';

const ENTRY = new URL('../../src/testing/node/password-entry.js', import.meta.url);
const NEW_PASSWORD = 'nine quiet herons';
/** Deriving keys takes its time on a busy machine. */
const LONGEST_MS = 60_000;

describe('a process killed while it changes the password', () => {
  let stage: Stage;
  let original: string;
  let dir: string;

  beforeAll(async () => {
    stage = await Stage.open();
    original = (await stage.home('Alice')).dir;
    dir = join(stage.yard.dir, 'killed');
  });
  afterAll(() => stage.clear());

  /** On a copy of the vault; the steps on the disk when it lived to tell them. */
  async function change(diesBeforeStep: number): Promise<readonly string[]> {
    await rm(dir, { recursive: true, force: true });
    await cp(original, dir, { recursive: true });
    const order: PasswordChange = {
      vaultFile: join(dir, 'vault.json'),
      old: TEST_PASSWORD,
      new: NEW_PASSWORD,
      diesBeforeStep,
    };
    const child = fork(ENTRY, [JSON.stringify(order)], { execArgv: [] });
    let steps: readonly string[] = [];
    child.once('message', (taken: readonly string[]) => {
      steps = taken;
    });
    const ended = once(child, 'close') as Promise<unknown[]>;
    const [code, signal] = await within('the end of the change', ended, LONGEST_MS);
    expect({ code, signal }).toEqual(
      diesBeforeStep === 0 ? { code: 0, signal: null } : { code: null, signal: 'SIGKILL' },
    );
    return steps;
  }

  /** The master key as hex, or the code of the refusal. */
  async function opened(password: string): Promise<string> {
    const place = { vaultFile: join(dir, 'vault.json'), files: durableFiles(), onRestored: () => undefined };
    try {
      return toHex((await openVault(place, new Secret(password))).reveal());
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }

  const withoutFirstCopy = () => rm(join(dir, 'vault.json'));

  it('leaves exactly one password that opens it, whichever step it died before', async () => {
    const steps = await change(0);
    // Content, its sync, the rename and the sync of the directory: of the vault, then of its second copy.
    const ofOneCopy = ['writeFile', 'sync', 'rename', 'sync'];
    expect(steps).toEqual([...ofOneCopy, ...ofOneCopy]);
    const masterKey = await opened(NEW_PASSWORD);
    expect(masterKey).toMatch(/^[0-9a-f]{64}$/);
    const course: string[] = [];
    for (const [index] of steps.entries()) {
      await change(index + 1);
      const [byOld, byNew] = [await opened(TEST_PASSWORD), await opened(NEW_PASSWORD)];
      expect([byOld, byNew].toSorted()).toEqual([masterKey, 'PASSWORD_WRONG'].toSorted());
      course.push(byNew === masterKey ? 'new' : 'old');
      // Opening completed what was left undone: the second copy does not know the other password either.
      await withoutFirstCopy();
      expect(await opened(byNew === masterKey ? TEST_PASSWORD : NEW_PASSWORD)).toBe('PASSWORD_WRONG');
    }
    expect(course).toEqual(['old', 'old', 'old', 'new', 'new', 'new', 'new', 'new']);
  }, 240_000);

  it('that it lived to the end of leaves nothing that the old one opens', async () => {
    await change(0);
    expect(await opened(TEST_PASSWORD)).toBe('PASSWORD_WRONG');
    await withoutFirstCopy();
    expect(await opened(TEST_PASSWORD)).toBe('PASSWORD_WRONG');
    expect(await opened(NEW_PASSWORD)).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);
});
