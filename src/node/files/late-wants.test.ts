import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageId, NodeId } from '../../base/ids.js';
import { LateWants, MOST_LATE_WANTS } from './late-wants.js';

const BOB = 'b'.repeat(64) as NodeId;
const offerOf = (at: number) => at.toString(16).padStart(32, '0') as MessageId;

describe('who asks for a file that is over', () => {
  let told: MessageId[];
  let late: LateWants;
  beforeEach(() => {
    told = [];
    late = new LateWants((_nodeId, offer) => void told.push(offer));
  });

  it('is told so once on a link, and once more on the next', () => {
    for (const link of [1, 1, 1, 2]) late.wanted(link, BOB, offerOf(7));
    expect(told).toEqual([offerOf(7), offerOf(7)]);
    late.linkDown(1);
    late.wanted(1, BOB, offerOf(7));
    expect(told).toHaveLength(3);
  });

  it('is not told of more on one link than are remembered', () => {
    for (let at = 0; at < 2 * MOST_LATE_WANTS; at++) late.wanted(1, BOB, offerOf(at));
    expect(told).toHaveLength(MOST_LATE_WANTS);
  });
});
