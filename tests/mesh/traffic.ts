// Carries the schedule out: every author writes in their order, all at the same time, while nodes are killed as planned.

import { contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import type { Latencies } from './latencies.js';
import type { MeshNode } from './mesh-node.js';
import type { PlannedKill, PlannedMessage, Schedule } from './schedule.js';

export interface TrafficWatch {
  /** After every message that was answered or given up. */
  ended(count: number): void;
  killed(count: number): void;
  readonly latencies: Latencies;
}

/** One line of the log of sends. ok: the node said so. unknown: it was killed first and nobody asked again. */
export interface SendRecord {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly outcome: 'ok' | 'unknown';
}

/** The log, each route in its author's order; resolves when every send has an outcome and every killed node is back. */
export async function runTraffic(
  nodes: readonly MeshNode[],
  schedule: Schedule,
  watch: TrafficWatch,
): Promise<readonly SendRecord[]> {
  const contactIds = await contactIdsOf(nodes, schedule);
  const killer = new Killer(nodes, schedule.kills, watch);
  const log: SendRecord[] = [];
  const write = async (author: MeshNode, { from, to, text, ifUnanswered }: PlannedMessage) => {
    const message = { id: newId(), contactId: contactIds.get(routeOf({ from, to })) ?? '', text };
    watch.latencies.sent(message.id);
    killer.begun();
    let answer = await author.tryCall('sendMessage', message);
    while (!answer && ifUnanswered === 'repeat') answer = await author.tryCall('sendMessage', message);
    log.push({ from, to, text, outcome: answer ? 'ok' : 'unknown' });
    watch.ended(log.length);
  };
  await Promise.all(
    byRoute(schedule.messages).map(async (messages) => {
      for (const message of messages) await write(authorOf(nodes, message), message);
    }),
  );
  await killer.done();
  return log;
}

/** Kills each victim at its moment, whatever the node does then. */
class Killer {
  readonly #waiting: PlannedKill[];
  readonly #kills: Promise<void>[] = [];
  #begun = 0;
  #killed = 0;

  constructor(
    private readonly nodes: readonly MeshNode[],
    kills: readonly PlannedKill[],
    private readonly watch: Pick<TrafficWatch, 'killed'>,
  ) {
    this.#waiting = [...kills];
  }

  /** Another message is about to be sent. */
  begun(): void {
    this.#begun += 1;
    while (this.#waiting[0] && this.#waiting[0].begun <= this.#begun) {
      const kill = this.#waiting.shift();
      if (!kill) continue;
      const carriedOut = this.#carryOut(kill);
      // `done` tells of a node that did not come back; until then that is nobody's surprise.
      carriedOut.catch(() => undefined);
      this.#kills.push(carriedOut);
    }
  }

  /** Every killed node is back. */
  async done(): Promise<void> {
    await Promise.all(this.#kills);
  }

  async #carryOut({ victim, afterMs }: PlannedKill): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await this.nodes[victim]?.killAndRestart();
    this.#killed += 1;
    this.watch.killed(this.#killed);
  }
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
