import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { copyBytes, fromUtf8, toHex, utf8, type Bytes } from '../../base/bytes.js';
import { Secret } from '../../base/secret.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';
import type { CostSurroundings } from './key-derivation.js';
import { changePassword, createVault, openVault, vaultExists, type VaultPlace } from './vault.js';

const MAIN = 'vault.json';
const BACKUP = 'vault.json.bak';
const old = new Secret('correct horse');
const fresh = new Secret('battery staple');
const cheap: CostSurroundings = { kdf: 'minimum', memoryBytes: 2 ** 30, monotonicMs: () => 0 };

/** Whole-file atomic, as durable files are; `before` and `after` may throw in place of a step. */
class MemoryFiles implements DurableFiles {
  readonly contents = new Map<string, Bytes>();
  before: (step: string) => void = () => undefined;
  after: (step: string) => void = () => undefined;

  async read(path: string): Promise<Bytes | undefined> {
    return this.step(`read ${path}`, () => this.contents.get(path));
  }
  async write(path: string, content: Uint8Array): Promise<void> {
    await this.step(`write ${path}`, () => this.contents.set(path, copyBytes(content)));
  }
  async remove(path: string): Promise<void> {
    await this.step(`remove ${path}`, () => this.contents.delete(path));
  }
  text(path: string): string | undefined {
    return fromUtf8(this.contents.get(path) ?? new Uint8Array());
  }
  private step<T>(name: string, work: () => T): Promise<T> {
    return Promise.resolve().then(() => {
      this.before(name);
      const result = work();
      this.after(name);
      return result;
    });
  }
}

let files: MemoryFiles;
let restored: string[];
let place: VaultPlace;

beforeEach(() => {
  files = new MemoryFiles();
  restored = [];
  place = { vaultFile: MAIN, files, onRestored: (backup) => restored.push(backup) };
});

const create = async (): Promise<string> => toHex((await createVault(place, old, cheap)).reveal());

/** A vault under the old password, without the price of making one; returns its master key. */
function existing(): string {
  for (const path of [MAIN, BACKUP]) files.contents.set(path, utf8(STORED_VERSION_1));
  return STORED_MASTER_KEY;
}

const open = async (password: Secret<string>): Promise<string> =>
  toHex((await openVault(place, password)).reveal());
const outcome = (password: Secret<string>): Promise<string> =>
  open(password).catch((error: unknown) => (error instanceof AppError ? error.code : 'bug'));
const change = (): Promise<void> => changePassword(place, { old, new: fresh }, cheap);

function damage(path: string): void {
  const bytes = files.contents.get(path);
  if (bytes) bytes[40] = (bytes[40] ?? 0) ^ 1;
}

/** The process dies there and does nothing more. */
function dieAt(moment: 'before' | 'after', step: string): void {
  let dead = false;
  const at = (now: 'before' | 'after') => (name: string) => {
    dead ||= now === moment && name === step;
    if (dead) throw new Error('the process is dead');
  };
  files.before = at('before');
  files.after = at('after');
}

describe('the vault', () => {
  it('gives the same master key for the password, and none for another', async () => {
    expect(await vaultExists(place)).toBe(false);
    const masterKey = await create();
    expect(masterKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await vaultExists(place)).toBe(true);
    expect(await open(old)).toBe(masterKey);
    expect(await outcome(fresh)).toBe('PASSWORD_WRONG');
  });

  it('makes another master key and another salt each time', async () => {
    const first = await create();
    const firstFile = files.text(MAIN);
    files.contents.clear();
    expect(await create()).not.toBe(first);
    expect(files.text(MAIN)).not.toBe(firstFile);
  });

  it('opens with the same password typed on a system that decomposes letters', async () => {
    const composed = new Secret('й-ё-é password');
    const masterKey = toHex((await createVault(place, composed, cheap)).reveal());
    expect(await open(new Secret(composed.reveal().normalize('NFD')))).toBe(masterKey);
  });

  it('is never made over another one, not even a damaged one', async () => {
    existing();
    await expect(create()).rejects.toMatchObject({ code: 'IDENTITY_EXISTS' });
    damage(MAIN);
    files.contents.delete(BACKUP);
    await expect(create()).rejects.toMatchObject({ code: 'IDENTITY_EXISTS' });
  });

  it('is missing, not damaged, before there is an identity', async () => {
    expect(await outcome(old)).toBe('IDENTITY_MISSING');
  });

  it('still opens what earlier versions stored', async () => {
    files.contents.set(MAIN, utf8(STORED_VERSION_1));
    expect(await open(old)).toBe(STORED_MASTER_KEY);
  });

  it('writes nothing while it is merely opened', async () => {
    existing();
    const steps: string[] = [];
    files.before = (step) => steps.push(step);
    await open(old);
    expect(steps).toEqual([`read ${MAIN}`, `read ${BACKUP}`]);
  });
});

describe('a changed password', () => {
  it('opens the same master key, and the old one opens no copy', async () => {
    const masterKey = existing();
    await change();
    expect(await open(fresh)).toBe(masterKey);
    expect(await outcome(old)).toBe('PASSWORD_WRONG');
    files.contents.delete(MAIN);
    expect(await outcome(old)).toBe('PASSWORD_WRONG');
    expect(await open(fresh)).toBe(masterKey);
  });

  it('needs the old one', async () => {
    existing();
    const before = files.text(MAIN);
    const wrong = changePassword(place, { old: fresh, new: fresh }, cheap);
    await expect(wrong).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    expect(files.text(MAIN)).toBe(before);
  });

  it('leaves exactly one of both working after a crash at any step', async () => {
    const masterKey = existing();
    const start = new Map(files.contents);
    const outcomes: string[] = [];
    for (const moment of ['before', 'after'] as const) {
      for (const step of [`write ${MAIN}`, `write ${BACKUP}`]) {
        files = new MemoryFiles();
        place = { ...place, files };
        for (const [path, bytes] of start) files.contents.set(path, bytes);
        dieAt(moment, step);
        await change().catch(() => undefined);
        files.before = files.after = () => undefined;
        const working = [await outcome(old), await outcome(fresh)];
        outcomes.push(working.map((result) => (result === masterKey ? 'opens' : result)).join(' '));
      }
    }
    expect(outcomes).toEqual([
      'opens PASSWORD_WRONG',
      'PASSWORD_WRONG opens',
      'PASSWORD_WRONG opens',
      'PASSWORD_WRONG opens',
    ]);
  });

  it('takes the old state off the disk when a crash left it in the second copy', async () => {
    existing();
    const stale = files.contents.get(BACKUP);
    await change();
    if (stale) files.contents.set(BACKUP, stale);
    await open(fresh);
    expect(files.text(BACKUP)).toBe(files.text(MAIN));
  });

  it('stands without a second copy rather than with one under the old password', async () => {
    const masterKey = existing();
    files.before = (step) => {
      if (step === `write ${BACKUP}`) throw new AppError('DISK_FULL');
    };
    await change();
    expect(files.contents.has(BACKUP)).toBe(false);
    expect(await open(fresh)).toBe(masterKey);
    files.before = () => undefined;
    await open(fresh);
    expect(files.text(BACKUP)).toBe(files.text(MAIN));
  });
});

describe('a damaged vault', () => {
  it('is opened from its second copy, which is named and restored', async () => {
    const masterKey = existing();
    damage(MAIN);
    expect(await outcome(fresh)).toBe('PASSWORD_WRONG');
    expect(restored).toEqual([]);
    expect(await open(old)).toBe(masterKey);
    expect(restored).toEqual([BACKUP]);
    expect(files.text(MAIN)).toBe(files.text(BACKUP));
    await open(old);
    expect(restored).toEqual([BACKUP]);
  });

  it('is opened from its second copy when the file is gone or the disk cannot read it', async () => {
    const masterKey = existing();
    files.contents.delete(MAIN);
    expect(await vaultExists(place)).toBe(true);
    expect(await open(old)).toBe(masterKey);
    files.before = (step) => {
      if (step === `read ${MAIN}`) throw new AppError('HOME_UNUSABLE', { reason: 'EIO' });
    };
    expect(await open(old)).toBe(masterKey);
    expect(restored).toEqual([BACKUP, BACKUP]);
  });

  it('opens although the disk refuses the repair', async () => {
    const masterKey = existing();
    damage(MAIN);
    files.before = (step) => {
      if (step.startsWith('write')) throw new AppError('DISK_FULL');
    };
    expect(await open(old)).toBe(masterKey);
  });

  it('is told from a wrong password, and says what became of the second copy', async () => {
    existing();
    damage(MAIN);
    damage(BACKUP);
    const damaged = { code: 'VAULT_DAMAGED', params: { file: MAIN, backup: BACKUP, backupState: 'damaged' } };
    await expect(open(old)).rejects.toMatchObject(damaged);
    files.contents.delete(BACKUP);
    await expect(open(old)).rejects.toMatchObject({ params: { backupState: 'missing' } });
  });

  it('notices any flipped bit of what it holds', async () => {
    existing();
    files.contents.delete(BACKUP);
    const sound = files.contents.get(MAIN) ?? new Uint8Array();
    const text = files.text(MAIN) ?? '';
    for (let index = 0; index < sound.length; index++) {
      // Space between the fields means nothing and is not covered.
      if (/\s/.test(text.charAt(index))) continue;
      const flipped = copyBytes(sound);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      files.contents.set(MAIN, flipped);
      await expect(open(old)).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
    }
  });

  it('is not replaced by the second copy when access is denied', async () => {
    existing();
    files.before = (step) => {
      if (step === `read ${MAIN}`) throw new AppError('ACCESS_DENIED');
    };
    expect(await outcome(old)).toBe('ACCESS_DENIED');
  });
});

const STORED_MASTER_KEY = '91f0872a9ad70bf898a99a2c0bca12a7c5c01775645ac6d8435c78a32d6cd97e';
const STORED_VERSION_1 = `{
  "version": 1,
  "kdf": {
    "name": "argon2id",
    "memoryKiB": 65536,
    "passes": 3,
    "lanes": 4
  },
  "salt": "_wprRU4rlkUNrNU-m4NQ1g",
  "nonce": "8HnJn2b_v0B3Tm7U",
  "wrappedKey": "Va-B5lcCf8h9NjadXbwpdI3hgdoogZs6TvOMYEvpST6loHRfoRsndxALvRLlh63j",
  "check": "d0a19da6fbd01e08ee05561bb046b26f332e7e4d002e5d617619e0bedabc1991"
}
`;
