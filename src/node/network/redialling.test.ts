import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LinkNode, startLinkNode, testTarget } from '../../testing/network/link-node.js';
import { manualTimers } from '../../testing/network/manual-timers.js';

let alice: LinkNode;
let bob: LinkNode;

/** Alice is to keep a link to Bob; their time is one. */
async function startPair(): Promise<void> {
  const timers = manualTimers();
  alice = await startLinkNode({ rank: 1, timers });
  bob = await startLinkNode({ rank: 2, timers });
  bob.layer.setTargets([testTarget(alice.nodeId)]);
  alice.layer.setTargets([testTarget(bob.nodeId, [bob.address])]);
}

async function untilLinked(): Promise<void> {
  await expect.poll(() => [alice.links.length, bob.links.length]).toEqual([1, 1]);
}

async function stopPair(): Promise<void> {
  await Promise.all([alice, bob].map((node) => node.layer.stop('shutdown')));
}

describe('links that break', () => {
  const idOf = (node: LinkNode) => node.links[0]?.linkId ?? 0;
  beforeEach(startPair);
  afterEach(stopPair);

  /** Of one link after another, each of which breaks after `use`: how long Alice waits before she dials again. */
  const waits = async (use: (streamSeq: number) => Promise<void>, rounds = 5) => {
    const waited: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      await untilLinked();
      await use(round);
      bob.layer.closeLink(idOf(bob), 'stream');
      await expect.poll(() => alice.links.length).toBe(0);
      const waitMs = (alice.layer.statuses()[0]?.nextAttemptAt ?? 0) - alice.timers.now();
      waited.push(waitMs);
      alice.timers.advance(waitMs);
    }
    return waited;
  };
  const acknowledges = async (node: LinkNode, other: LinkNode, streamSeq: number) => {
    const before = other.frames.length;
    node.layer.send(idOf(node), { kind: 'ack', streamSeq });
    await expect.poll(() => other.frames.length).toBe(before + 1);
  };

  it('are dialled later and later when they break one after another and carry nothing', async () => {
    expect(await waits(() => Promise.resolve())).toEqual([0, 2_500, 4_500, 8_500, 16_500]);
  });

  it('are dialled every few minutes still while somebody is there who has not answered a request', async () => {
    alice.layer.setTargets([{ ...testTarget(bob.nodeId, [bob.address]), isUnanswered: true }]);
    const waited = await waits(() => Promise.resolve(), 12);
    expect(waited.slice(-5)).toEqual([128_500, 256_500, 256_500, 256_500, 256_500]);
  });

  it('are dialled soon, but never at once again and again, while each carries something before it breaks', async () => {
    const soon = [0, 1_500, 1_500, 1_500, 1_500];
    expect(await waits((streamSeq) => acknowledges(alice, bob, streamSeq))).toEqual(soon);
    const still = soon.with(0, 1_500);
    expect(await waits((streamSeq) => acknowledges(bob, alice, streamSeq))).toEqual(still);
    const ofFiles = await waits(() => {
      alice.layer.carried(bob.nodeId);
      return Promise.resolve();
    });
    expect(ofFiles).toEqual(still);
  });

  it('carry nothing by acknowledging the same again', async () => {
    expect(await waits(() => acknowledges(bob, alice, 1))).toEqual([0, 2_500, 4_500, 8_500, 16_500]);
  });
});

describe('a machine that slept', () => {
  beforeEach(async () => {
    await startPair();
    await untilLinked();
  });
  afterEach(stopPair);

  const sleeps = (ms: number) => {
    alice.timers.sleep(ms);
    alice.timers.advance(10_000);
  };

  it('calls at once whom it would have called later', async () => {
    await bob.layer.stop('shutdown');
    const waiting = () => alice.layer.statuses()[0]?.state === 'waiting';
    for (let round = 0; round < 12; round++) {
      await expect.poll(waiting).toBe(true);
      alice.timers.advance((alice.layer.statuses()[0]?.nextAttemptAt ?? 0) - alice.timers.now());
    }
    await expect.poll(waiting).toBe(true);
    sleeps(8 * 3_600_000);
    expect(alice.layer.statuses()[0]?.state).toBe('dialling');
    await expect.poll(waiting).toBe(true);
    expect((alice.layer.statuses()[0]?.nextAttemptAt ?? 0) - alice.timers.now()).toBe(1_500);
  });

  it('finds out within seconds which of its links died meanwhile', async () => {
    bob.layer.setReading(bob.links[0]?.linkId ?? 0, false);
    sleeps(20_000);
    alice.timers.advance(2_000);
    expect(alice.links).toHaveLength(1);
    sleeps(8 * 3_600_000);
    alice.timers.advance(2_000);
    await expect.poll(() => alice.links.length).toBe(0);
  });

  it('keeps those that live', async () => {
    const before = alice.links[0]?.linkId;
    const heard = bob.frames.length;
    sleeps(8 * 3_600_000);
    alice.layer.send(before ?? 0, { kind: 'ack', streamSeq: 1 });
    await expect.poll(() => bob.frames.length).toBeGreaterThan(heard);
    alice.timers.advance(1_000);
    expect(alice.links[0]?.linkId).toBe(before);
  });
});

describe('a node nobody answers at', () => {
  let silent: LinkNode;
  beforeEach(async () => {
    alice = await startLinkNode({ rank: 1 });
    silent = await startLinkNode({ rank: 2 });
    await silent.layer.stop('shutdown');
  });
  afterEach(() => alice.layer.stop('shutdown'));

  const know = (isUnanswered: boolean) => {
    alice.layer.setTargets([{ ...testTarget(silent.nodeId, [silent.address]), isUnanswered }]);
  };
  const status = () => alice.layer.statuses()[0];
  /** Ends the dial under way, and says how long the next one waits. */
  const nextWait = async () => {
    await expect.poll(() => status()?.state).toBe('waiting');
    return (status()?.nextAttemptAt ?? 0) - alice.timers.now();
  };
  const waits = async (rounds: number) => {
    const waited: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      waited.push(await nextWait());
      alice.timers.advance(waited.at(-1) ?? 0);
    }
    return waited;
  };

  it('is dialled every few minutes for as long as it is a contact', async () => {
    know(false);
    expect((await waits(18)).slice(-3)).toEqual([150_500, 150_500, 150_500]);
  });

  it('is dialled ever more rarely, up to once in a day or so, while a request to it has no answer', async () => {
    know(true);
    const waited = await waits(18);
    expect(waited.slice(0, 3)).toEqual([1_500, 2_500, 4_500]);
    expect(waited.slice(-3)).toEqual([32_768_500, 43_200_500, 43_200_500]);
  });

  it('is dialled at once when the owner says so, and when the node starts again', async () => {
    know(true);
    await waits(18);
    expect(await nextWait()).toBe(43_200_500);
    alice.layer.dialNow(silent.nodeId);
    expect(status()?.state).toBe('dialling');
    expect(await nextWait()).toBe(43_200_500);
    alice.layer.setTargets([]);
    know(true);
    expect(status()?.state).toBe('dialling');
    expect(await nextWait()).toBe(1_500);
  });
});
