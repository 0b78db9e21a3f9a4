// What a run comes to, from its log and the homes it left: for machines as JSON, for people as a table.

import { checkHistories, type Findings, wrongIn } from './check-histories.js';
import type { FileFindings, LogLine, RecordedRun } from './history-log.js';
import type { StoredEvidence } from './stored-history.js';
import type { Machine } from './this-machine.js';

export interface MeshReport {
  readonly seed: number;
  readonly nodes: number;
  readonly topology: string;
  readonly pairs: number;
  readonly messages: Findings;
  /** cutShort: how many of them were under way when one of their two nodes was killed. */
  readonly files: FileFindings & { readonly cutShort: number };
  readonly kills: number;
  /** From the command to send until the author's face was told that the other node has it; null when it never was. */
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
  /** From the first message to the end of the log: the last start of every node included. */
  readonly seconds: number;
  /** Whose stores failed their integrity check. */
  readonly damaged: readonly string[];
  readonly machine: Machine;
  readonly ok: boolean;
}

export function reportOf({ run, lines }: RecordedRun, stores: readonly StoredEvidence[]): MeshReport {
  const messages = checkHistories(lines, stores);
  const files = { ...filesIn(lines), cutShort: cutShortIn(lines) };
  const damaged = stores.filter(({ problems }) => problems.length > 0).map(({ node }) => node);
  return {
    seed: run.seed,
    nodes: Object.keys(run.nodes).length,
    topology: run.topology,
    pairs: run.pairs,
    messages,
    files,
    kills: lines.filter((line) => line.kind === 'info' && line.what === 'killed').length,
    latencyMs: latencyIn(lines),
    seconds: secondsIn(lines),
    damaged,
    machine: run.machine,
    ok: wrongIn(messages) === 0 && files.failed === 0 && damaged.length === 0,
  };
}

export function tableOf(report: MeshReport): string {
  const { messages, files, latencyMs, machine } = report;
  const rows: [string, string | number][] = [
    ['seed', report.seed],
    ['nodes', `${report.nodes}, ${report.topology}, ${report.pairs} pairs`],
    ['kills', report.kills],
    ['messages sent', messages.sent],
    ['unknown', messages.unknown],
    ['delivered', `${messages.delivered}, ${messages.afterwards} of them seen only afterwards`],
    ['lost', messages.lost],
    ['forgotten', messages.forgotten],
    ['duplicated', messages.duplicated],
    ['reordered', messages.reordered],
    ['phantom', messages.phantom],
    ['altered', messages.altered],
    ['false gaps', messages.gaps],
    ['false states', messages.misstated],
    ['left in outbox', messages.owed],
    [
      'files',
      `${files.verified} of ${files.sent} verified, ${files.cutShort} under way at a kill, ${files.mbPerSecond ?? '-'} MB/s`,
    ],
    ['latency', `p50 ${latencyMs.p50 ?? '-'} ms, p99 ${latencyMs.p99 ?? '-'} ms`],
    ['seconds', report.seconds],
    ['stores', report.damaged.length === 0 ? 'all sound' : `damaged: ${report.damaged.join(', ')}`],
    ['machine', `${machine.processors} × ${machine.model}, ${machine.memoryGiB} GiB, Node ${machine.node}`],
    ['result', report.ok ? 'ok' : 'FAILED'],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(15)} ${value}`).join('\n');
}

function filesIn(lines: readonly LogLine[]): FileFindings {
  for (const line of lines) {
    if (line.kind !== 'info' || line.what !== 'files') continue;
    const { sent, verified, failed, mbPerSecond } = line;
    return { sent, verified, failed, mbPerSecond };
  }
  return { sent: 0, verified: 0, failed: 0, mbPerSecond: null };
}

export function cutShortIn(lines: readonly LogLine[]): number {
  const underWay = new Set<string>();
  const cut = new Set<string>();
  for (const line of lines) {
    if (line.kind !== 'info') continue;
    if (line.what === 'fileUnderWay') underWay.add(fileOf(line));
    else if (line.what === 'fileOver') underWay.delete(fileOf(line));
    else if (line.what === 'killed')
      for (const file of underWay) if (file.split(' ').includes(line.node)) cut.add(file);
  }
  return cut.size;
}

/** By its two ends: each pair has one. */
function fileOf({ node, to }: { readonly node: string; readonly to: string }): string {
  return `${node} ${to}`;
}

function latencyIn(lines: readonly LogLine[]): MeshReport['latencyMs'] {
  const invokedAt = new Map<string, number>();
  const elapsedMs: number[] = [];
  for (const line of lines) {
    if (line.kind === 'invoke' && !invokedAt.has(line.id)) invokedAt.set(line.id, line.atMs);
    const since = line.kind === 'info' && line.what === 'delivered' ? invokedAt.get(line.id) : undefined;
    if (since !== undefined) elapsedMs.push(line.atMs - since);
  }
  elapsedMs.sort((a, b) => a - b);
  const share = (part: number) => {
    const value = elapsedMs[Math.ceil(part * elapsedMs.length) - 1];
    return value === undefined ? null : rounded(value);
  };
  return { p50: share(0.5), p99: share(0.99) };
}

function secondsIn(lines: readonly LogLine[]): number {
  const first = lines.find(({ kind }) => kind === 'invoke')?.atMs;
  return first === undefined ? 0 : rounded(((lines.at(-1)?.atMs ?? 0) - first) / 1_000);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
