// SECURITY A-42: a contact that asks for a large file and does not read what comes. How long it may keep its place hangs on
// sealed-strides.test.ts.

import { open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProcessHealth } from '../../src/testing/hostile/process-health.js';
import type { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { accept, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { befriend, received, send, type TestNode } from '../../src/testing/node/person.js';
import { befriendThroughRelay } from '../files/relayed.js';
import { Stage } from '../nodes/stage.js';

const MEBIBYTE = 1_048_576;

describe('A-42: a file that is not read', () => {
  const health = new ProcessHealth();
  let stage: Stage;
  let relay: TcpRelay;
  let people: readonly [TestNode, TestNode, TestNode];
  beforeAll(async () => {
    stage = await Stage.open();
    people = await stage.people('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people;
    relay = await befriendThroughRelay(stage, alice, bob);
    await befriend(alice, carol);
  });
  afterAll(async () => {
    health.close();
    await stage.clear();
  });

  it('waits where it lies: no memory fills with it, and others are served meanwhile', async () => {
    const [alice, bob, carol] = people;
    const path = await makeFile(alice, 'large.bin', new Uint8Array());
    const file = await open(path, 'r+');
    await file.truncate(512 * MEBIBYTE);
    await file.close();
    await offer(alice, [bob], path);
    await transferOf(bob, 'large.bin');
    const held = relay.holdAfter(32 * MEBIBYTE);
    await accept(bob, 'large.bin', null);
    await held;
    health.mark();
    const texts = Array.from({ length: 50 }, (_, index) => `message ${String(index)}`);
    for (const text of texts) await send(alice, carol, text);
    await received(carol, alice, texts);
    expect(health.grownMiB()).toBeLessThan(64);
    expect(health.errors).toEqual([]);
  }, 60_000);
});
