// What of the log an owner may give to somebody who mends Kith: times, events, codes and places in the program. Peers'
// hosts, the beginnings of keys, and whatever does not have the form of the log stay behind.

import { join } from 'node:path';
import { readTail } from '../adapters/filesystem/read-tail.js';
import type { Home } from '../adapters/filesystem/home.js';
import { programVersion } from './version.js';

const LOG_BYTES = 512 * 1024;
const MOST_LINES = 2_000;

/** The report as text: the versions, then the newest lines. */
export async function logReport({ logDir }: Pick<Home, 'logDir'>): Promise<string> {
  const lines = await readTail(join(logDir, 'kith.log'), LOG_BYTES);
  const versions = `Kith ${programVersion()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return [versions, ...reportedLines(lines.split('\n').slice(-MOST_LINES))].join('\n');
}

/** Only what the form of the log allows, of lines that may hold anything. */
export function reportedLines(lines: readonly string[]): readonly string[] {
  return lines.flatMap(eventLine);
}

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
