// One run: nodes started, befriended, written through and killed, and in the end every history read.

import { until } from '../../src/testing/node/observe.js';
import type { HomeYard } from '../../src/testing/node/homes.js';
import { befriend, history, untilNothingQueued } from '../../src/testing/node/person.js';
import {
  addFindings,
  checkPair,
  type Findings,
  NO_FINDINGS,
  type ShownMessage,
  wrongIn,
} from './check-histories.js';
import { sendFiles } from './files.js';
import { Latencies } from './latencies.js';
import { MeshNode } from './mesh-node.js';
import type { MeshOptions } from './options.js';
import type { Progress } from './progress.js';
import { type MeshReport, thisMachine } from './report.js';
import { planSchedule, type Schedule } from './schedule.js';
import { runTraffic, type SendRecord } from './traffic.js';

/** From the last accepted message until nothing is queued anywhere; redialling may wait long after many kills. */
const QUIET_WITHIN_MS = 300_000;

/** The nodes are added to `stage.nodes` as they start, and run on afterwards. */
export async function runMesh(
  options: MeshOptions,
  stage: { readonly yard: HomeYard; readonly nodes: MeshNode[] },
  progress: Progress,
): Promise<MeshReport> {
  const schedule = planSchedule(options);
  const { nodes } = stage;
  await startNodes(stage, options.nodes, progress);
  await befriendAll(nodes, schedule, progress);
  const startedAt = performance.now();
  const latencies = new Latencies();
  for (const node of nodes) await watchLatencies(node, latencies);
  const sending = sendFiles(nodes, schedule.pairs, {
    fileMb: options.fileMb,
    verified: (count) => progress.step('files verified', count, schedule.pairs.length),
  });
  const log = await runTraffic(nodes, schedule, {
    latencies,
    ended: (count) => progress.step('messages sent', count, schedule.messages.length),
    killed: (count) => progress.step('kills', count, options.kills),
  });
  const files = await sending;
  const isQuiet = await untilQuiet(nodes, progress);
  const seconds = (performance.now() - startedAt) / 1000;
  progress.line('reading every history');
  const messages = await checkAll(nodes, schedule, log);
  const damaged = await damagedStores(nodes);
  return {
    seed: options.seed,
    nodes: options.nodes,
    topology: options.topology,
    pairs: schedule.pairs.length,
    messages,
    files,
    kills: options.kills,
    latencyMs: { p50: latencies.percentile(0.5), p99: latencies.percentile(0.99) },
    seconds: Math.round(seconds * 10) / 10,
    damaged,
    machine: thisMachine(),
    ok: isQuiet && wrongIn(messages) === 0 && files.failed === 0 && damaged.length === 0,
  };
}

/** Whether in time nothing is queued anywhere; what then still is shows up as lost. */
async function untilQuiet(nodes: readonly MeshNode[], progress: Progress): Promise<boolean> {
  progress.line('waiting until nothing is queued');
  try {
    await Promise.all(nodes.map((node) => untilNothingQueued(node, QUIET_WITHIN_MS)));
    return true;
  } catch (error) {
    progress.line(error instanceof Error ? error.message : String(error));
    return false;
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

async function startNodes(
  { yard, nodes }: Parameters<typeof runMesh>[1],
  count: number,
  progress: Progress,
): Promise<void> {
  for (let number = 0; number < count; number++) {
    const home = await yard.found(NAMES[number] ?? `Node${number + 1}`);
    nodes.push(await MeshNode.start(home, number));
    progress.step('nodes started', number + 1, count);
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

async function watchLatencies(node: MeshNode, latencies: Latencies): Promise<void> {
  const conversations = await until(node.client, ['contacts', {}], (rows) =>
    rows.map((row) => row.conversationId),
  );
  node.onClient((client) => {
    latencies.watch(client, conversations);
  });
}

async function checkAll(
  nodes: readonly MeshNode[],
  schedule: Schedule,
  log: readonly SendRecord[],
): Promise<Findings> {
  let findings = NO_FINDINGS;
  for (const [a, b] of schedule.pairs) {
    const [node, other] = [nodes[a], nodes[b]];
    if (!node || !other) throw new RangeError('the schedule is for another mesh');
    const sent = log
      .filter(({ from, to }) => (from === a && to === b) || (from === b && to === a))
      .map(({ from, text, outcome }) => ({ author: from, text, outcome }));
    const histories = [await shown(node, other), await shown(other, node)] as const;
    findings = addFindings(findings, checkPair({ sent, histories }));
  }
  return findings;
}

async function shown(node: MeshNode, other: MeshNode): Promise<ShownMessage[]> {
  // Files are looked at by what arrived of them.
  const rows = (await history(node, other)).filter(({ kind }) => kind !== 'file');
  return rows.map(({ direction, text, state, gapBefore }) => ({
    author: direction === 'out' ? node.number : other.number,
    text,
    state,
    gapBefore,
  }));
}

/** Names of those whose store does not pass its integrity check. */
async function damagedStores(nodes: readonly MeshNode[]): Promise<string[]> {
  const damaged: string[] = [];
  for (const node of nodes) {
    const { ok } = await node.client.call('checkStore', {});
    if (!ok) damaged.push(node.home.name);
  }
  return damaged;
}
