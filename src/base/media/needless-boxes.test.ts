import { describe, expect, it } from 'vitest';
import { box } from '../../testing/film-samples.js';
import { ByteWindow } from './byte-window.js';
import { withoutNeedlessBoxes } from './needless-boxes.js';

const spansOf = (film: Buffer) =>
  withoutNeedlessBoxes(new ByteWindow((from, length) => film.subarray(from, from + length), film.length));
const FREE = { bytes: Uint8Array.from(Buffer.from('free')) };

describe('the boxes of a film', () => {
  it('that no player needs become free room', () => {
    const film = Buffer.concat([box('ftyp'), box('uuid', Buffer.alloc(30)), box('wide'), box('mdat')]);
    expect(spansOf(film)).toEqual([
      { from: 0, length: 12 },
      FREE,
      { from: 16, length: 34 },
      FREE,
      { from: 54, length: 8 },
    ]);
  });

  it('stay where there is nothing needless, however long they are', () => {
    const long = Buffer.concat([Buffer.from('\0\0\0\x01mdat\0\0\0\x01\0\0\0\0', 'latin1'), Buffer.alloc(40)]);
    const open = Buffer.concat([box('ftyp'), Buffer.from('\0\0\0\0mdatuuid', 'latin1')]);
    for (const film of [long, open, box('mdat', box('uuid')), Buffer.alloc(0)])
      expect(spansOf(film)).toEqual([{ from: 0, length: film.length }]);
  });

  it.each([
    ['ends too early', Buffer.alloc(3)],
    ['is shorter than what says so', Buffer.from('\0\0\0\x07mdat', 'latin1')],
    ['is shorter than what says so at length', Buffer.from('\0\0\0\x01mdat\0\0\0\0\0\0\0\x0f', 'latin1')],
    ['is one of too many', Buffer.concat(Array.from({ length: 1_001 }, () => box('free')))],
  ])('are none when one %s', (_, film) => {
    expect(spansOf(film)).toBeUndefined();
  });
});
