import { describe, expect, it } from 'vitest';
import { lastAcks } from './last-acks.js';
import type { Effect } from './lane-messages.js';

const ack = (linkId: number, streamSeq: number): Effect => ({
  kind: 'send',
  linkId,
  frame: { kind: 'ack', streamSeq },
});
const ping = (linkId: number): Effect => ({ kind: 'send', linkId, frame: { kind: 'ping', nonce: 1 } });

describe('the acknowledgements of one commit', () => {
  it('are the last one of each link', () => {
    const effects = [ack(1, 7), ack(2, 3), ack(1, 8), ack(1, 9)];
    expect(lastAcks(effects)).toEqual([ack(2, 3), ack(1, 9)]);
  });

  it('leave everything else where it was', () => {
    const close: Effect = { kind: 'close', linkId: 1, reason: 'stream' };
    const effects = [ping(1), ack(1, 7), ping(1), ack(1, 8), close];
    expect(lastAcks(effects)).toEqual([ping(1), ping(1), ack(1, 8), close]);
  });

  it('do not jump over a renewal: the peer counts on from what was acknowledged before it', () => {
    const renewal: Effect = {
      kind: 'send',
      linkId: 1,
      frame: { kind: 'sessionRenewal', bundle: new Uint8Array(0) },
    };
    const effects = [ack(1, 6), ack(1, 7), ack(2, 1), renewal, ack(1, 7), ack(2, 2)];
    expect(lastAcks(effects)).toEqual([ack(1, 7), renewal, ack(1, 7), ack(2, 2)]);
  });
});
