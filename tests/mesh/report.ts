// What a run comes to: for machines as JSON, for people as a table.

import { cpus, totalmem } from 'node:os';
import type { Findings } from './check-histories.js';
import type { FileFindings } from './files.js';
import type { Topology } from './options.js';

export interface MeshReport {
  readonly seed: number;
  readonly nodes: number;
  readonly topology: Topology;
  readonly pairs: number;
  readonly messages: Findings;
  readonly files: FileFindings;
  readonly kills: number;
  /** Null when no delivery was seen live. */
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
  /** From the first message until nothing was queued any more. */
  readonly seconds: number;
  /** Whose stores failed their integrity check. */
  readonly damaged: readonly string[];
  readonly machine: Machine;
  readonly ok: boolean;
}

export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processors: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
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
    ['delivered', messages.delivered],
    ['lost', messages.lost],
    ['duplicated', messages.duplicated],
    ['reordered', messages.reordered],
    ['phantom', messages.phantom],
    ['false gaps', messages.gaps],
    ['false states', messages.misstated],
    ['files', `${files.verified} of ${files.sent} verified, ${files.mbPerSecond ?? '-'} MB/s`],
    ['latency', `p50 ${latencyMs.p50 ?? '-'} ms, p99 ${latencyMs.p99 ?? '-'} ms`],
    ['seconds', report.seconds],
    ['stores', report.damaged.length === 0 ? 'all sound' : `damaged: ${report.damaged.join(', ')}`],
    ['machine', `${machine.processors} × ${machine.model}, ${machine.memoryGiB} GiB, Node ${machine.node}`],
    ['result', report.ok ? 'ok' : 'FAILED'],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(15)} ${value}`).join('\n');
}
