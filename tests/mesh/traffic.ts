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
  const kills = new Kills(nodes, schedule, watch);
  let accepted = 0;
  const write = async (author: MeshNode, { from, to, text }: PlannedMessage) => {
    const id = newId();
    watch.latencies.sent(id);
    const contactId = contactIds.get(routeOf({ from, to })) ?? '';
    await author.call('sendMessage', { id, contactId, text });
    accepted += 1;
    watch.accepted(accepted);
    kills.due(accepted);
  };
  const routes = new Map<string, PlannedMessage[]>();
  for (const message of schedule.messages) {
    const route = routes.get(routeOf(message));
    if (route) route.push(message);
    else routes.set(routeOf(message), [message]);
  }
  await Promise.all(
    [...routes.values()].map(async (messages) => {
      for (const message of messages) await write(authorOf(nodes, message), message);
    }),
  );
  await kills.over();
}

class Kills {
  readonly #restarts: Promise<void>[] = [];

  constructor(
    private readonly nodes: readonly MeshNode[],
    private readonly schedule: Schedule,
    private readonly watch: TrafficWatch,
  ) {}

  /** Carries out what is planned for this many accepted messages. */
  due(accepted: number): void {
    for (let next = this.#next; next && next.afterMessages <= accepted; next = this.#next) {
      const restarted = this.nodes[next.node]?.killAndRestart();
      if (restarted) this.#restarts.push(restarted);
      this.watch.killed(this.#restarts.length);
    }
  }

  async over(): Promise<void> {
    await Promise.all(this.#restarts);
  }

  get #next() {
    return this.schedule.kills[this.#restarts.length];
  }
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
