import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_CHOSEN, MOST_COPIED, MOST_TEXT_BYTES } from '../../contract/bounds.js';
import { windowRequest } from '../../contract/window-requests.js';
import { showSaved } from './saved-files.js';

const PHOTO = 'a'.repeat(32);
const PROGRAM = 'b'.repeat(32);
const GONE = 'c'.repeat(32);

describe('a file the window wants to be shown', () => {
  let folder: string;
  let shown: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kith-shown-'));
    shown = [];
    for (const name of ['a.png', 'a.exe']) writeFileSync(join(folder, name), name);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function show(type: 'show-in-folder' | 'open-file', transferId: string): Promise<boolean> {
    const saved = new Map([
      [PHOTO, 'a.png'],
      [PROGRAM, 'a.exe'],
      [GONE, 'gone.png'],
    ]);
    return showSaved(
      { type, transferId },
      {
        place: (id) => {
          const name = saved.get(id);
          return name === undefined
            ? Promise.reject(new Error('not saved'))
            : Promise.resolve(join(folder, name));
        },
        system: {
          showItemInFolder: (path) => shown.push(`folder ${path}`),
          openPath: (path) => {
            shown.push(`open ${path}`);
            return Promise.resolve('');
          },
        },
      },
    );
  }

  it('is shown in its folder, and opened, where the node saved it', async () => {
    expect([await show('show-in-folder', PHOTO), await show('open-file', PHOTO)]).toEqual([true, true]);
    const path = join(folder, 'a.png');
    expect(shown).toEqual([`folder ${path}`, `open ${path}`]);
  });

  it('is only shown in its folder where it could run', async () => {
    expect([await show('open-file', PROGRAM), await show('show-in-folder', PROGRAM)]).toEqual([false, true]);
    expect(shown).toEqual([`folder ${join(folder, 'a.exe')}`]);
  });

  it('is not shown when the node did not save it, or it is gone', async () => {
    for (const id of [GONE, 'd'.repeat(32)]) {
      expect([await show('open-file', id), await show('show-in-folder', id)]).toEqual([false, false]);
    }
    expect(shown).toEqual([]);
  });

  it('cannot be named by a path', () => {
    for (const type of ['show-in-folder', 'open-file']) {
      expect(windowRequest.safeParse({ type, transferId: PHOTO }).success).toBe(true);
      expect(windowRequest.safeParse({ type, path: '/etc/passwd' }).success).toBe(false);
      expect(windowRequest.safeParse({ type, transferId: '/etc/passwd' }).success).toBe(false);
    }
  });
});

describe('a text the window wants to be copied', () => {
  it('may be as long as all the messages that can be chosen, and not endless', () => {
    const isTaken = (length: number) =>
      windowRequest.safeParse({ type: 'copy', text: 'a'.repeat(length) }).success;
    expect(MOST_COPIED).toBeGreaterThan(MOST_CHOSEN * MOST_TEXT_BYTES);
    expect([isTaken(MOST_COPIED), isTaken(MOST_COPIED + 1)]).toEqual([true, false]);
  });
});
