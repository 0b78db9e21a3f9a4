// Carries the schedule out: every author writes in their order, all at the same time, and kills fall where they are planned.

import { contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import type { Latencies } from './latencies.js';
import type { MeshNode } from './mesh-node.js';
import type { PlannedMessage, Schedule } from './schedule.js';

export interface TrafficWatch {
  /** After every accepted message. */
  accepted(count: number): void;
  killed(count: number): void;
  readonly latencies: Latencies;
}

/** Resolves when every message was accepted by its author's node and every killed node is back. */
export async function runTraffic(
  nodes: readonly MeshNode[],
  schedule: Schedule,
  watch: TrafficWatch,
): Promise<void> {
  const contactIds = await contactIdsOf(nodes, schedule);
  const restarts: Promise<void>[] = [];
  let accepted = 0;
  const write = async (author: MeshNode, { from, to, text, kills }: PlannedMessage) => {
    const id = newId();
    watch.latencies.sent(id);
    const contactId = contactIds.get(routeOf({ from, to })) ?? '';
    await author.call('sendMessage', { id, contactId, text });
    accepted += 1;
    watch.accepted(accepted);
    for (let kill = 0; kill < kills; kill++) watch.killed(restarts.push(author.killAndRestart()));
  };
  await Promise.all(
    byRoute(schedule.messages).map(async (messages) => {
      for (const message of messages) await write(authorOf(nodes, message), message);
    }),
  );
  await Promise.all(restarts);
}

function byRoute(messages: readonly PlannedMessage[]): PlannedMessage[][] {
  const routes = new Map<string, PlannedMessage[]>();
  for (const message of messages) {
    const route = routes.get(routeOf(message));
    if (route) route.push(message);
    else routes.set(routeOf(message), [message]);
  }
  return [...routes.values()];
}

async function contactIdsOf(nodes: readonly TestNode[], { pairs }: Schedule): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [from, to] of pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])) {
    const [node, other] = [nodes[from], nodes[to]];
    if (node && other) ids.set(routeOf({ from, to }), (await contactOf(node, other)).id);
  }
  return ids;
}

function authorOf(nodes: readonly MeshNode[], { from }: PlannedMessage): MeshNode {
  const author = nodes[from];
  if (!author) throw new RangeError('the schedule is for another mesh');
  return author;
}

function routeOf({ from, to }: Pick<PlannedMessage, 'from' | 'to'>): string {
  return `${from} ${to}`;
}
