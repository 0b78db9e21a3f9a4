import { describe, expect, it } from 'vitest';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { KnownLooks, type Look } from './known-looks.js';
import { SpannedBytes } from './spanned-bytes.js';

const id = (index: number) => idFromHex('transfer', index.toString(16).padStart(32, '0')) as TransferId;
const film = (heldBytes: number): Look => ({
  ...{ type: 'video/mp4', content: new SpannedBytes([]), heldBytes },
});

describe('what is known of files that are shown', () => {
  it('is the last 64 that were asked for', () => {
    const known = new KnownLooks();
    for (let index = 0; index < 64; index++) known.remember(id(index), 'nothing');
    known.get(id(0));
    known.remember(id(64), film(0));
    expect([0, 1, 2, 64].filter((index) => known.get(id(index)) !== undefined)).toEqual([0, 2, 64]);
    known.forget(id(64));
    expect(known.get(id(64))).toBeUndefined();
  });

  it('takes 32 MiB at most', () => {
    const known = new KnownLooks();
    const most = 16 * 1_048_576;
    for (const index of [1, 2]) known.remember(id(index), film(most));
    expect(known.get(id(1))).toBeDefined();
    known.remember(id(3), film(1));
    expect([1, 2, 3].filter((index) => known.get(id(index)) !== undefined)).toEqual([1, 3]);
  });
});
