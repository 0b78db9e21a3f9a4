// What a run comes to: for machines as JSON, for people as a table.

import type { Findings } from './check-histories.js';
import type { Topology } from './options.js';

export interface MeshReport {
  readonly seed: number;
  readonly nodes: number;
  readonly topology: Topology;
  readonly pairs: number;
  readonly messages: Findings;
  readonly kills: number;
  /** Null when no delivery was seen live. */
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
  /** From the first message until nothing was queued any more. */
  readonly seconds: number;
  /** Whose stores failed their integrity check. */
  readonly damaged: readonly string[];
  readonly ok: boolean;
}

export function tableOf(report: MeshReport): string {
  const { messages, latencyMs } = report;
  const rows: [string, string | number][] = [
    ['seed', report.seed],
    ['nodes', `${report.nodes}, ${report.topology}, ${report.pairs} pairs`],
    ['kills', report.kills],
    ['messages sent', messages.sent],
    ['delivered', messages.delivered],
    ['lost', messages.lost],
    ['duplicated', messages.duplicated],
    ['reordered', messages.reordered],
    ['phantom', messages.phantom],
    ['latency', `p50 ${latencyMs.p50 ?? '-'} ms, p99 ${latencyMs.p99 ?? '-'} ms`],
    ['seconds', report.seconds],
    ['stores', report.damaged.length === 0 ? 'all sound' : `damaged: ${report.damaged.join(', ')}`],
    ['result', report.ok ? 'ok' : 'FAILED'],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(14)} ${value}`).join('\n');
}
