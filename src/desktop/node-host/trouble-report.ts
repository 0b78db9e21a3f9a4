// What an owner may give to somebody who mends Kith: versions, times and events. No message, key, name, address or path.

import { reportedLines } from '../../node/log-report.js';
import type { Halt } from './host-machine.js';

export interface ReportFacts {
  readonly versions: Readonly<Record<'kith' | 'electron' | 'chromium' | 'node', string>>;
  readonly platform: string;
  readonly halt: Halt;
  /** Unix milliseconds. */
  readonly crashes: readonly number[];
  /** The end of the log: JSON lines, or anything else that stood there. */
  readonly logLines: readonly string[];
}

const LINES_OF_LOG = 20;

export function troubleReport({ versions, platform, halt, crashes, logLines }: ReportFacts): string {
  const { kith, electron, chromium, node } = versions;
  return [
    `Kith ${kith}, Electron ${electron}, Chromium ${chromium}, Node ${node}, ${platform}`,
    halt.reason === 'crashes'
      ? 'The node stopped too often'
      : `The node refused to start: ${halt.error.code}`,
    ...crashes.map((at) => `stopped at ${new Date(at).toISOString()}`),
    ...reportedLines(logLines.slice(-LINES_OF_LOG)),
  ].join('\n');
}
