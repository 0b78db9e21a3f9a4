import { describe, expect, it } from 'vitest';
import { ID_RANDOM_BYTES, newId } from '../contract/new-id.js';
import { shortId } from './find-transfer.js';

describe('what lists show of an id', () => {
  it('tells apart two files that were sent in the same moment', () => {
    const now = Date.UTC(2026, 0, 1);
    const [one, other] = [1, 2].map((filling) =>
      shortId({ id: newId(now, new Uint8Array(ID_RANDOM_BYTES).fill(filling)) }),
    );
    expect(one).not.toBe(other);
  });
});
