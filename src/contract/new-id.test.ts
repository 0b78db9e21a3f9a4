import { describe, expect, it } from 'vitest';
import { ID_RANDOM_BYTES, newId } from './new-id.js';
import { messageIdText } from './values.js';

const filled = (byte: number) => new Uint8Array(ID_RANDOM_BYTES).fill(byte);

describe('an id that a face chooses', () => {
  it('is the time and the random bytes behind it', () => {
    const id = newId(0x0123_4567_89ab, filled(0xcd));
    expect(id).toBe(`0123456789ab${'cd'.repeat(ID_RANDOM_BYTES)}`);
    expect(messageIdText.parse(id)).toBe(id);
  });

  it('comes after every id of an earlier millisecond', () => {
    const now = 1_790_000_000_000;
    expect(newId(now, filled(0)) > newId(now - 1, filled(0xff))).toBe(true);
    expect(newId(2 ** 32, filled(0)) > newId(2 ** 32 - 1, filled(0xff))).toBe(true);
  });

  it('differs within a millisecond', () => {
    expect(newId(1, filled(1))).not.toBe(newId(1, filled(2)));
  });

  it('has its length whatever the clock says', () => {
    for (const wrong of [0, -1, 2 ** 52, 1.5])
      expect(messageIdText.safeParse(newId(wrong, filled(7))).success).toBe(true);
  });
});
