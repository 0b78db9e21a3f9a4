// One run: nodes started, befriended, written through and killed, and in the end stopped, with everything in the log.

import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../src/testing/node/observe.js';
import type { HomeYard, TestHome } from '../../src/testing/node/homes.js';
import { befriend, contactOf, untilNothingQueued } from '../../src/testing/node/person.js';
import { sendFiles } from './files.js';
import type { HistoryLog } from './history-log.js';
import { LiveDeliveries } from './live-deliveries.js';
import { MeshNode } from './mesh-node.js';
import type { MeshOptions } from './options.js';
import type { Progress } from './progress.js';
import { planSchedule, type Schedule } from './schedule.js';
import { openHome, owedIn } from './stored-history.js';
import { thisMachine } from './this-machine.js';
import { runTraffic } from './traffic.js';

/** From the last accepted message until nothing is owed anywhere; redialling may wait long after many kills. */
const QUIET_WITHIN_MS = 300_000;
const LOOK_AGAIN_MS = 250;

export interface MeshStage {
  readonly yard: HomeYard;
  readonly log: HistoryLog;
  /** The nodes are added as they start. */
  readonly nodes: MeshNode[];
}

/** In the end no node runs, and the homes and the log are what there is to check. */
export async function runMesh(options: MeshOptions, stage: MeshStage, progress: Progress): Promise<void> {
  const schedule = planSchedule(options);
  const { nodes, log } = stage;
  await startNodes(stage, { options, pairs: schedule.pairs.length }, progress);
  await befriendAll(nodes, schedule, progress);
  for (const node of nodes) await watchDeliveries(node, log);
  const sending = await sendFiles(nodes, schedule.pairs, {
    fileMb: options.fileMb,
    log,
    verified: (count) => progress.step('files verified', count, schedule.pairs.length),
  });
  await runTraffic(nodes, schedule, {
    log,
    ended: (count) => progress.step('messages sent', count, schedule.messages.length),
    killed: (count) => progress.step('kills', count, options.kills),
  });
  log.write('', { kind: 'info', what: 'files', ...(await sending.findings) });
  await untilQuiet(nodes, progress);
  await restartAll(nodes, schedule, progress);
  await untilQuiet(nodes, progress);
  await Promise.all(nodes.map((node) => node.stop()));
}

/** What was only in the memory of a node that was never killed in the end must not be what made it look right. */
async function restartAll(
  nodes: readonly MeshNode[],
  { pairs }: Schedule,
  progress: Progress,
): Promise<void> {
  progress.line('stopping and starting every node a last time');
  await Promise.all(nodes.map((node) => node.stop()));
  for (const node of nodes) await node.start();
  await inTime(
    progress,
    pairs.map(([a, b]) => untilLinked(nodes[a], nodes[b])),
  );
}

async function untilLinked(node: MeshNode | undefined, other: MeshNode | undefined): Promise<void> {
  if (!node || !other) return;
  const { id } = await contactOf(node, other);
  const isUp = (row: { readonly id: string; readonly state: string }) => row.id === id && row.state === 'up';
  await until(node.client, ['links', {}], (rows) => rows.some(isUp), QUIET_WITHIN_MS);
}

/** Nothing is queued before anybody's eyes, and no outbox holds what no face shows. What then still is gets found. */
async function untilQuiet(nodes: readonly MeshNode[], progress: Progress): Promise<void> {
  progress.line('waiting until nothing is owed');
  await inTime(
    progress,
    nodes.map(async (node) => {
      await untilNothingQueued(node, QUIET_WITHIN_MS);
      await untilOutboxEmpty(node);
    }),
  );
}

async function untilOutboxEmpty(node: MeshNode): Promise<void> {
  const store = await openHome(node.home.dir);
  const endsAt = performance.now() + QUIET_WITHIN_MS;
  try {
    while (owedIn(store) > 0) {
      if (performance.now() > endsAt) throw new Error(`${node.name} still owes something`);
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    store.close();
  }
}

/** What did not happen in time is told, and left to be found by the check. */
async function inTime(progress: Progress, waits: readonly Promise<void>[]): Promise<void> {
  for (const wait of await Promise.allSettled(waits)) {
    if (wait.status === 'rejected') progress.line(String(wait.reason));
  }
}

const NAMES = [
  'Alice',
  'Bob',
  'Carol',
  'Dave',
  'Erin',
  'Frank',
  'Grace',
  'Heidi',
  'Ivan',
  'Judy',
  'Mallory',
  'Niaj',
];

/** The log begins with what is run. */
async function startNodes(
  { yard, nodes, log }: MeshStage,
  { options, pairs }: { readonly options: MeshOptions; readonly pairs: number },
  progress: Progress,
): Promise<void> {
  const homes: TestHome[] = [];
  for (let number = 0; number < options.nodes; number++) {
    homes.push(await yard.found(NAMES[number] ?? `Node${number + 1}`));
  }
  const ids = Object.fromEntries(homes.map(({ dir, self }) => [basename(dir), self.nodeId]));
  const { seed, topology } = options;
  log.write('', { kind: 'info', what: 'run', seed, topology, pairs, nodes: ids, machine: thisMachine() });
  for (const home of homes) {
    nodes.push(await MeshNode.start(home, log));
    progress.step('nodes started', nodes.length, options.nodes);
  }
}

async function befriendAll(
  nodes: readonly MeshNode[],
  { pairs }: Schedule,
  progress: Progress,
): Promise<void> {
  let made = 0;
  for (const [a, b] of pairs) {
    const [node, other] = [nodes[a], nodes[b]];
    if (node && other) await befriend(node, other);
    made += 1;
    progress.step('friendships', made, pairs.length);
  }
}

async function watchDeliveries(node: MeshNode, log: HistoryLog): Promise<void> {
  const conversations = await until(node.client, ['contacts', {}], (rows) =>
    rows.map((row) => row.conversationId),
  );
  const deliveries = new LiveDeliveries(log, node.name);
  node.onClient((client) => {
    deliveries.watch(client, conversations);
  });
}
