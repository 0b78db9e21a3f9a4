// Carries the schedule out: every author writes in their order, all at the same time, while nodes are killed as planned.

import type { ContactRow } from '../../src/contract/values.js';
import { contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import type { HistoryLog } from './history-log.js';
import type { MeshNode } from './mesh-node.js';
import type { PlannedKill, PlannedMessage, Schedule } from './schedule.js';
import { digestOf } from './shown-history.js';

export interface TrafficWatch {
  /** Every send and what was answered. */
  readonly log: HistoryLog;
  /** After every message that was answered or given up. */
  ended(count: number): void;
  killed(count: number): void;
}

/** Resolves when every send has an outcome and every killed node is back. */
export async function runTraffic(
  nodes: readonly MeshNode[],
  schedule: Schedule,
  watch: TrafficWatch,
): Promise<void> {
  const contacts = await contactsOf(nodes, schedule);
  const killer = new Killer(nodes, schedule.kills, watch);
  let ended = 0;
  const write = async (message: PlannedMessage, conversation: string, contactId: string) => {
    const [author, to] = [nodeAt(nodes, message.from), nodeAt(nodes, message.to).name];
    const { text, ifUnanswered } = message;
    const id = newId();
    killer.begun();
    for (let mayAsk = true; mayAsk;) {
      watch.log.write(author.name, { kind: 'invoke', id, conversation, to, sha256: digestOf(text) });
      const answer = await author.tryCall('sendMessage', { id, contactId, text });
      watch.log.write(author.name, { kind: answer ? 'ok' : 'unknown', id, conversation });
      mayAsk = !answer && ifUnanswered === 'repeat';
    }
    ended += 1;
    watch.ended(ended);
  };
  await Promise.all(
    byRoute(schedule.messages).map(async ([route, messages]) => {
      const contact = contacts.get(route);
      if (!contact) throw new RangeError('the schedule is for another mesh');
      for (const message of messages) await write(message, contact.conversationId, contact.id);
    }),
  );
  await killer.done();
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

function byRoute(messages: readonly PlannedMessage[]): [route: string, messages: PlannedMessage[]][] {
  const routes = new Map<string, PlannedMessage[]>();
  for (const message of messages) {
    const route = routes.get(routeOf(message));
    if (route) route.push(message);
    else routes.set(routeOf(message), [message]);
  }
  return [...routes];
}

async function contactsOf(
  nodes: readonly TestNode[],
  { pairs }: Schedule,
): Promise<ReadonlyMap<string, ContactRow>> {
  const contacts = new Map<string, ContactRow>();
  for (const [from, to] of pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])) {
    contacts.set(routeOf({ from, to }), await contactOf(nodeAt(nodes, from), nodeAt(nodes, to)));
  }
  return contacts;
}

function nodeAt<Node>(nodes: readonly Node[], number: number): Node {
  const node = nodes[number];
  if (!node) throw new RangeError('the schedule is for another mesh');
  return node;
}

function routeOf({ from, to }: Pick<PlannedMessage, 'from' | 'to'>): string {
  return `${from} ${to}`;
}
