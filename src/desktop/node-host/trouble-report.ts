// What an owner may give to somebody who mends Kith: versions, times and events. No message, key, name, address or path.

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
    ...logLines.slice(-LINES_OF_LOG).flatMap(eventLine),
  ].join('\n');
}

/** Only time, level, event, codes and places in the program: peers' hosts and the beginnings of keys stay behind. */
function eventLine(line: string): string[] {
  const { time, level, event, code, name, at } = fieldsIn(line);
  if (!isForm(time, /^[\d-]{10}T[\d:.]{8,12}Z$/u)) return [];
  const words = [level, event, code, name].filter((word) => isForm(word, /^[\w-]{1,40}$/u));
  const places = Array.isArray(at) ? at.filter((place) => isForm(place, /^[\w$.<>: -]{1,200}$/u)) : [];
  return [[time, ...words].join(' '), ...places.map((place) => `  at ${place}`)];
}

function isForm(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

function fieldsIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
