// What a restored store lost comes back in small steps, whatever happens on the way and however often it is asked for.

import { afterEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { say, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { Person } from '../../src/testing/lanes/person.js';
import type { OutboxRow } from '../../src/core/ports/stream-store.js';
import type { Marks } from '../../src/protocol/frame-codec.js';
import { decodePayload } from '../../src/protocol/payload-codec.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

const STEP = 16;
const LOST = Array.from({ length: 40 }, (_, index) => `a-lost ${String(index)}`);
const EXPECTED = ['a1', ...LOST, 'b-last', 'a-last'];

afterEach(() => {
  Person.closeAll();
});

/** Alice has forgotten all but the first of what she sent to Bob, whose rows for her are counted at every commit. */
async function scene() {
  const alice = new Person('alice');
  const connection = memoryStore().connection;
  const clock = { now: 1_700_000_000_000 };
  const owed: number[] = [];
  const bob = new LaneNode('bob', connection, clock, (point) => {
    const contactId = bob.contactOf(alice.node.self);
    if (point !== 'before-commit' || !contactId) return;
    owed.push(connection.store.outbox.all(contactId).filter(isRecovered).length);
  });
  await befriend(new LaneWire(alice.node, bob));
  await tell(alice.node, bob, ['a1']);
  alice.backUp();
  await tell(alice.node, bob, LOST);
  alice.restore();
  return { alice, bob, clock, owed };
}

function isRecovered({ payload }: OutboxRow): boolean {
  const decoded = decodePayload(payload);
  return decoded.ok && decoded.value.payload.content.kind === 'recovered';
}

async function tell(from: LaneNode, to: LaneNode, lines: readonly string[]): Promise<void> {
  for (const line of lines) await say(from, to, line);
  await meet(from, to);
}

async function meet(alice: LaneNode, bob: LaneNode, options: Partial<LaneWire> = {}): Promise<void> {
  const wire = Object.assign(new LaneWire(alice, bob), options);
  wire.connect();
  await wire.settle();
  wire.cut();
  await wire.settle();
}

async function expectAllBack(alice: LaneNode, bob: LaneNode): Promise<void> {
  await meet(alice, bob);
  await tell(bob, alice, ['b-last']);
  await tell(alice, bob, ['a-last']);
  expect(texts(alice, bob)).toEqual(EXPECTED);
  expect(texts(bob, alice)).toEqual(EXPECTED);
}

describe('what Alice lost and Bob holds', () => {
  it('is queued sixteen at a time', async () => {
    const { alice, bob, owed } = await scene();
    // The old life ends with the first link; on the second, Bob works before Alice has acknowledged anything.
    await meet(alice.node, bob, { framesUntilCut: 2 });
    owed.length = 0;
    await meet(alice.node, bob, { framesUntilCut: 5 });
    const steps = owed.map((rows, index) => rows - (owed[index - 1] ?? 0));
    expect(owed.at(-1)).toBeGreaterThan(LOST.length);
    expect(Math.max(...steps)).toBe(STEP);
    await expectAllBack(alice.node, bob);
  });

  it.each([3, 5, 10, 20, 21, 22, 30, 60])(
    'comes back once, in order, when both nodes are killed after %i frames of it',
    async (frames) => {
      const { alice, bob } = await scene();
      await meet(alice.node, bob, { framesUntilCut: 2 });
      for (const victim of [alice.node, bob]) {
        await meet(alice.node, bob, { framesUntilCut: frames });
        victim.restart();
      }
      await expectAllBack(alice.node, bob);
    },
  );

  it('comes back from and to a node of version 1, which cannot ask', async () => {
    const { alice, bob } = await scene();
    for (const _ of ['the old life', 'the new one']) await meet(alice.node, bob, { version: 1 });
    expect(texts(alice.node, bob)).toEqual(['a1', ...LOST]);
    await expectAllBack(alice.node, bob);
  });

  it('is given back eight times and then once a minute, to a contact that never has enough', async () => {
    const { alice, bob, clock } = await scene();
    await meet(alice.node, bob);
    const mallory = new HostileNode(alice.node, bob);
    let heldOfBob: Partial<Marks> = {};
    const asks = async () => {
      const heard = await mallory.meet({ ...heldOfBob, recovering: true, authored: 0 });
      const last = heard.filter((frame) => frame.kind === 'envelope').at(-1);
      if (!last) return false;
      heldOfBob = { received: last.streamSeq, receivedHash: bob.context.sha256(last.ciphertext) };
      await mallory.send({ kind: 'ack', streamSeq: last.streamSeq });
      return true;
    };
    const answers: boolean[] = [];
    for (let round = 0; round < 10; round++) answers.push(await asks());
    expect(answers).toEqual([...Array<boolean>(7).fill(true), false, false, false]);
    clock.now += 61_000;
    expect(await asks()).toBe(true);
    expect(await asks()).toBe(false);
  });
});
