// What a wide circle costs: 2,000 approved contacts of one node with idle links, all played by this process from addresses
// of their own, and then as many clients that only want to be in the way.

import { setTimeout as delay } from 'node:timers/promises';
import { Circle } from '../src/testing/hostile/circle.js';
import type { HostileContact } from '../src/testing/hostile/hostile-contact.js';
import { HostilePeer } from '../src/testing/hostile/hostile-peer.js';
import { measureBareLinks } from './bare-links.js';
import { foundHome, inTemporaryDirectory } from './bench-node.js';
import { newId } from './befriend.js';
import { CircleNode } from './circle-node.js';
import { circleFigures } from './circle-figures.js';
import {
  type CircleMeasured,
  CONNECTS,
  CONTACTS,
  FEW,
  type Latencies,
  MESSAGES,
  SLOW_CLIENTS,
} from './circle-measured.js';
import type { Figure } from './figure.js';
import { startSlowCrowd } from './slow-crowd.js';

const CONNECT_EVERY_MS = 50;
const NEWCOMERS = 50;
/** The crowd is let in, refused and cut for so long before anything is measured beside it. */
const CROWD_WARM_UP_MS = 15_000;
const TEXT = 'The train is late again, start without me. I will bring the bread and the two chairs.';

export async function measureCircle(): Promise<Figure[]> {
  return inTemporaryDirectory(async (directory) => {
    const bare = await measureBareLinks(directory, hosts(CONTACTS, 100));
    const node = new CircleNode(await foundHome(directory, 'Alice'));
    await node.start();
    try {
      return circleFigures({ bare, ...(await measureNode(node)) });
    } finally {
      await node.stop();
    }
  });
}

async function measureNode(node: CircleNode): Promise<Omit<CircleMeasured, 'bare'>> {
  const approving = performance.now();
  const circle = await Circle.approvedBy(node, hosts(CONTACTS, 100));
  const approvedPerSecond = CONTACTS / secondsSince(approving);
  const afresh = async () => {
    await circle.disconnect();
    await node.restart();
  };
  await afresh();
  const few = circle.contacts.slice(0, FEW);
  await circle.connect(few);
  const fewLatencies = await measureMessages(node, few);
  await afresh();
  const before = await node.settledMiB();
  const connecting = performance.now();
  await circle.connect();
  const linksPerSecond = CONTACTS / secondsSince(connecting);
  const after = await node.settledMiB();
  const all = await measureMessages(node, circle.contacts);
  return {
    approvedPerSecond,
    few: fewLatencies,
    all,
    linksPerSecond,
    linkKibibytes: ((after - before) * 1_024) / CONTACTS,
    connectsMs: await measureConnects(circle.contacts),
    crowd: await measureCrowd(node, circle.contacts),
  };
}

async function measureCrowd(
  node: CircleNode,
  contacts: readonly HostileContact[],
): Promise<CircleMeasured['crowd']> {
  const beforeMiB = await node.settledMiB();
  const mostMemory = node.watchMemory();
  const end = startSlowCrowd(node.address, hosts(SLOW_CLIENTS, 110));
  await delay(CROWD_WARM_UP_MS);
  const connectsMs = await measureConnects(contacts);
  const messages = await measureMessages(node, contacts);
  const newcomersLetIn = await shareLetIn(node.address, hosts(NEWCOMERS, 120));
  const mostMiB = mostMemory();
  return { told: await end(), connectsMs, messages, beforeMiB, mostMiB, newcomersLetIn };
}

/** An open loop in each direction: a late message does not hold the next one back. */
async function measureMessages(node: CircleNode, contacts: readonly HostileContact[]): Promise<Latencies> {
  const expected = new Map<HostileContact, number>();
  const toNode = await openLoop(async (index) => {
    const contact = nth(contacts, index);
    await contact.write(TEXT);
    await contact.untilAcked();
  });
  const toContact = await openLoop(async (index) => {
    const contact = nth(contacts, index);
    const count = (expected.get(contact) ?? contact.read.length) + 1;
    expected.set(contact, count);
    await node.client.call('sendMessage', { id: newId(), contactId: contact.contactId, text: TEXT });
    await contact.untilRead(count);
  });
  return { toNode, toContact };
}

async function openLoop(send: (index: number) => Promise<void>): Promise<number[]> {
  const startedAt = performance.now();
  const timed = async (index: number) => {
    const from = performance.now();
    await send(index);
    return performance.now() - from;
  };
  const running: Promise<number>[] = [];
  for (let index = 0; index < MESSAGES.count; index++) {
    await delay(Math.max(0, startedAt + (index * 1_000) / MESSAGES.perSecond - performance.now()));
    running.push(timed(index));
  }
  return Promise.all(running);
}

/** From the end of a contact's link until both agree on a new one; one that fails takes for ever. */
async function measureConnects(contacts: readonly HostileContact[]): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < CONNECTS; index++) {
    await delay(CONNECT_EVERY_MS);
    const contact = nth(contacts, index);
    const from = performance.now();
    const isLinked = await contact.reopen().then(
      () => true,
      () => false,
    );
    samples.push(isLinked ? performance.now() - from : Infinity);
    if (!isLinked) await contact.reopen();
  }
  return samples;
}

/** People nobody knows yet have no places kept for them. */
async function shareLetIn(address: string, from: readonly string[]): Promise<number> {
  let letIn = 0;
  for (const host of from) {
    const link = await new HostilePeer(host).dial(address).catch(() => undefined);
    if (await link?.isServed()) letIn += 1;
    await link?.end();
  }
  return letIn / from.length;
}

function nth<T>(items: readonly T[], index: number): T {
  const item = items[(index * 7) % items.length];
  if (item === undefined) throw new RangeError('there is none');
  return item;
}

/** Addresses of this machine that nobody else dials from. */
function hosts(count: number, network: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `127.${network}.${Math.floor(index / 250)}.${1 + (index % 250)}`,
  );
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000;
}
