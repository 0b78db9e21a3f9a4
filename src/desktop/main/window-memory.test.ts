import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recallWindow, rememberWindow } from './window-memory.js';

const PLACE = { x: -10, y: 20, width: 900, height: 700 };
const NOTHING = { place: undefined, isMaximized: false, whenClosed: undefined, language: undefined };

describe('what is remembered of the window', () => {
  let directory: string;
  let file: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-window-'));
    file = join(directory, 'window.json');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is there at the next start', () => {
    const memory = { place: PLACE, isMaximized: true, whenClosed: 'minimize', language: 'ru' } as const;
    rememberWindow(file, memory);
    expect(recallWindow(file)).toEqual(memory);
    rememberWindow(file, { isMaximized: false });
    expect(recallWindow(file)).toEqual({ ...memory, isMaximized: false });
  });

  it('is nothing at the first start', () => {
    expect(recallWindow(file)).toEqual(NOTHING);
  });

  it.each([
    ['is cut off', '{"place":{"x":1'],
    ['is a list', '[1,2]'],
    ['is null', 'null'],
    ['holds a place without size', '{"place":{"x":1,"y":2}}'],
    [
      'holds a place of nonsense',
      '{"place":{"x":1e99,"y":0,"width":900,"height":700},"whenClosed":"explode"}',
    ],
    ['holds a size of nothing', '{"place":{"x":1,"y":0,"width":0,"height":700}}'],
  ])('is nothing when the file %s', async (_, content) => {
    await writeFile(file, content);
    expect(recallWindow(file)).toEqual(NOTHING);
  });

  it('is not worth failing for', () => {
    rememberWindow(join(directory, 'missing', 'window.json'), NOTHING);
    expect(recallWindow(join(directory, 'missing', 'window.json'))).toEqual(NOTHING);
  });
});
