import * as nodeFileSystem from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DurableCalls, removeDurably, writeDurably } from './durable-write.js';

describe('a file that main writes durably', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = nodeFileSystem.mkdtempSync(join(tmpdir(), 'kith-written-'));
    file = join(dir, 'passphrase.json');
  });
  afterEach(() => {
    nodeFileSystem.rmSync(dir, { recursive: true });
  });

  const content = () => nodeFileSystem.readFileSync(file, 'utf8');

  /** The real file system; `before` is told each step and may throw in its place. */
  function watched(before: (step: string) => void): DurableCalls {
    const names = new Map<unknown, string>();
    const step = (name: string, target: unknown): void => {
      const path = names.get(target) ?? String(target);
      before(`${name} ${path === dir ? 'directory' : basename(path)}`);
    };
    return {
      openSync: (path, flags, mode) => {
        step('open', path);
        const descriptor = nodeFileSystem.openSync(path, flags, mode);
        names.set(descriptor, String(path));
        return descriptor;
      },
      writeFileSync: (target, data) => {
        step('write', target);
        nodeFileSystem.writeFileSync(target, data);
      },
      fsyncSync: (descriptor) => {
        step('sync', descriptor);
        nodeFileSystem.fsyncSync(descriptor);
      },
      // Not a step: the system closes the descriptors of a dead process.
      closeSync: (descriptor) => {
        nodeFileSystem.closeSync(descriptor);
      },
      renameSync: (from, to) => {
        step('rename', to);
        nodeFileSystem.renameSync(from, to);
      },
      rmSync: (path, options) => {
        step('rm', path);
        nodeFileSystem.rmSync(path, options);
      },
    };
  }

  it('is synced before the rename, and its directory after it', () => {
    const steps: string[] = [];
    writeDurably(
      file,
      'new',
      watched((step) => steps.push(step)),
    );
    expect(steps).toEqual([
      'rm passphrase.json.tmp',
      'open passphrase.json.tmp',
      'write passphrase.json.tmp',
      'sync passphrase.json.tmp',
      'rename passphrase.json',
      'open directory',
      'sync directory',
    ]);
    expect([content(), nodeFileSystem.readdirSync(dir)]).toEqual(['new', ['passphrase.json']]);
  });

  it('holds the old content or the new one after a crash at any step, and can be written again', () => {
    const outcomes: string[] = [];
    for (let last = 0; last < 7; last++) {
      writeDurably(file, 'old');
      let count = 0;
      const dying = watched(() => {
        if (count++ >= last) throw new Error('the process is dead');
      });
      expect(() => {
        writeDurably(file, 'new', dying);
      }).toThrow('the process is dead');
      outcomes.push(content());
    }
    expect(outcomes).toEqual(['old', 'old', 'old', 'old', 'old', 'new', 'new']);
    writeDurably(file, 'newer');
    expect([content(), nodeFileSystem.readdirSync(dir)]).toEqual(['newer', ['passphrase.json']]);
  });

  it('is removed for good', () => {
    writeDurably(file, 'new');
    const steps: string[] = [];
    removeDurably(
      file,
      watched((step) => steps.push(step)),
    );
    expect(steps).toEqual(['rm passphrase.json', 'open directory', 'sync directory']);
    expect(nodeFileSystem.readdirSync(dir)).toEqual([]);
  });

  it('does not follow a link somebody put in the way', () => {
    const victim = join(dir, 'victim');
    nodeFileSystem.writeFileSync(victim, 'untouched');
    nodeFileSystem.symlinkSync(victim, `${file}.tmp`);
    expect(() => {
      writeDurably(file, 'new', { ...nodeFileSystem, rmSync: () => undefined });
    }).toThrow('EEXIST');
    expect(nodeFileSystem.readFileSync(victim, 'utf8')).toBe('untouched');
  });
});
