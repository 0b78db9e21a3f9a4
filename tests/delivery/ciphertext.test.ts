// What was encrypted once is sent as those bytes until it is acknowledged, and never more than a window of it.

import { describe, expect, it } from 'vitest';
import { SEND_STEP, SEND_WINDOW } from '../../src/core/delivery/index.js';
import type { Frame } from '../../src/protocol/frame-codec.js';
import { type Friends, friends, say, states, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';

type EnvelopeFrame = Extract<Frame, { kind: 'envelope' }>;
const envelopes = (frames: readonly Frame[]) =>
  frames.filter((frame): frame is EnvelopeFrame => frame.kind === 'envelope');

/** Alice and a Bob who reads and answers only when the test says so. */
async function silentBob(): Promise<Friends & { readonly silent: HostileNode }> {
  const pair = await friends();
  pair.wire.cut();
  await pair.wire.settle();
  return { ...pair, silent: new HostileNode(pair.bob, pair.alice) };
}

async function sayMany({ alice, bob }: Friends, count: number): Promise<string[]> {
  const lines = Array.from({ length: count }, (_, index) => `n${String(index)}`);
  for (const line of lines) await say(alice, bob, line);
  return lines;
}

describe('ciphertext that was stored', () => {
  it('is resent as the same bytes on every link and after a restart', async () => {
    const pair = await silentBob();
    const { alice, silent } = pair;
    await sayMany(pair, 3);
    const first = envelopes(await silent.meet());
    expect(first).toHaveLength(3);
    expect(envelopes(await silent.meet())).toEqual(first);
    alice.restart();
    expect(envelopes(await silent.meet())).toEqual(first);
    await sayMany(pair, 1);
    const [fourth] = envelopes(await silent.hear());
    alice.restart();
    expect(envelopes(await silent.meet())).toEqual([...first, fourth]);
  });

  it('is sent again only above what the other side has', async () => {
    const pair = await silentBob();
    const { alice, silent } = pair;
    await sayMany(pair, 3);
    const first = envelopes(await silent.meet());
    const second = first[1];
    if (!second) throw new Error('nothing was sent');
    const received = { received: second.streamSeq, receivedHash: alice.context.sha256(second.ciphertext) };
    alice.restart();
    expect(envelopes(await silent.meet(received))).toEqual(first.slice(2));
    expect(states(alice, pair.bob)).toEqual(['delivered', 'delivered', 'queued']);
  });

  it('does not exist for what nobody was there to take', async () => {
    const pair = await silentBob();
    const { alice, bob, silent } = pair;
    await sayMany(pair, 3);
    const owed = () => alice.store.outbox.all(alice.contactOf(bob.self) ?? ('' as never));
    expect(owed().filter((row) => row.sealed)).toEqual([]);
    await silent.connect();
    expect(owed().filter((row) => row.sealed)).toEqual([]);
    await silent.send(silent.marks());
    expect(owed().filter((row) => !row.sealed)).toEqual([]);
  });
});

describe('the window', () => {
  it('lets 256 go and one more for each acknowledged', async () => {
    const pair = await silentBob();
    const { alice, bob, silent } = pair;
    const lines = await sayMany(pair, SEND_WINDOW + 3 * SEND_STEP);
    const sent = envelopes(await silent.meet());
    expect(sent).toHaveLength(SEND_WINDOW);
    const base = (sent[0]?.streamSeq ?? 0) - 1;
    expect(envelopes(await silent.send({ kind: 'ack', streamSeq: base + 1 }))).toHaveLength(1);
    expect(envelopes(await silent.send({ kind: 'ack', streamSeq: base + 1 }))).toEqual([]);
    expect(envelopes(await silent.send({ kind: 'ack', streamSeq: base + 11 }))).toHaveLength(10);
    alice.restart();
    const before = {
      received: base + 11,
      receivedHash: alice.context.sha256(sent[10]?.ciphertext ?? new Uint8Array()),
    };
    expect(envelopes(await silent.meet(before))).toHaveLength(SEND_WINDOW);
    // Honest again: the rest follows by itself.
    bob.restart();
    pair.wire.connect();
    await pair.wire.settle();
    expect(texts(bob, alice)).toEqual(lines);
    expect(new Set(states(alice, bob))).toEqual(new Set(['delivered']));
  });

  it('is filled in steps, so that others get their turn', async () => {
    const pair = await silentBob();
    const { alice, silent } = pair;
    await sayMany(pair, 40);
    await silent.connect();
    await silent.send(silent.marks());
    expect(alice.releases.slice(-3)).toEqual([SEND_STEP, SEND_STEP, 40 - 2 * SEND_STEP]);
  });
});
