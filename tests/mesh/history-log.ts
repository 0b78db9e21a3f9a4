// The log of a run: what was asked of which node, what it answered, and what became of the nodes. One JSON object a line,
// in the order it happened; the checker has nothing else from the run but the homes.

import { closeSync, openSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../../src/base/result.js';
import type { Machine } from './this-machine.js';

/** Its name in the directory of the homes. */
export const LOG_NAME = 'history.jsonl';

/** What every line says. `node` is the name of its home's directory; empty: the whole mesh. */
interface Moment {
  /** Milliseconds since the log was opened. */
  readonly atMs: number;
  readonly node: string;
}

interface OfMessage {
  /** Message id, 32 hexadecimal digits. */
  readonly id: string;
  /** Conversation id, 64 hexadecimal digits. */
  readonly conversation: string;
}

/** A send is asked of its author's node. The same id again: the author repeats what was not answered. */
interface Invoke extends OfMessage {
  readonly kind: 'invoke';
  /** The reader's node. */
  readonly to: string;
  /** Of the text in UTF-8, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** ok: the author's node said that the message is its to deliver. unknown: it was killed before it answered. */
interface Outcome extends OfMessage {
  readonly kind: 'ok' | 'unknown';
}

/** A face of the author's node, which was looking, was told that the message is delivered. */
interface Announced extends OfMessage {
  readonly kind: 'info';
  readonly what: 'delivered';
}

interface Life {
  readonly kind: 'info';
  readonly what: 'started' | 'killed' | 'stopped';
}

/** The first line: what is run, where. */
export interface RunFacts {
  readonly kind: 'info';
  readonly what: 'run';
  readonly seed: number;
  readonly topology: string;
  /** How many pairs of contacts. */
  readonly pairs: number;
  /** NodeId by the name of the node. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly machine: Machine;
}

/** What became of the files that were sent meanwhile. */
export interface FileFindings {
  readonly sent: number;
  /** Saved in the clear with the content that was sent. */
  readonly verified: number;
  readonly failed: number;
  /** Of those verified, from the first offer until the last was saved; null without any. */
  readonly mbPerSecond: number | null;
}

/** Something of a file has arrived, or nothing more of it will come. `node` sends it. */
interface FileMoment {
  readonly kind: 'info';
  readonly what: 'fileUnderWay' | 'fileOver';
  /** The node it goes to. */
  readonly to: string;
}

interface FilesSent extends FileFindings {
  readonly kind: 'info';
  readonly what: 'files';
}

export type LogEvent = Invoke | Outcome | Announced | Life | RunFacts | FileMoment | FilesSent;
export type LogLine = Moment & LogEvent;

export class HistoryLog {
  readonly #openedAt = performance.now();
  readonly #file: number;

  /** Begins an empty file; what is there under this name is kept and refused. */
  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  /** The line is in the file when this returns. */
  write(node: string, event: LogEvent): void {
    const atMs = Math.round((performance.now() - this.#openedAt) * 10) / 10;
    writeSync(this.#file, `${JSON.stringify({ atMs, node, ...event })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

export interface RecordedRun {
  readonly run: RunFacts;
  readonly lines: readonly LogLine[];
}

/** The error says which line is none. */
export function readHistoryLog(text: string): Result<RecordedRun, string> {
  const lines = text.split('\n');
  if (lines.pop() !== '') return err(`line ${lines.length + 1} was not written to its end`);
  const entries: LogLine[] = [];
  for (const [index, line] of lines.entries()) {
    const value = parsed(line);
    if (!isLogLine(value)) return err(`line ${index + 1} is no line of such a log`);
    entries.push(value);
  }
  const [first] = entries;
  return first?.kind === 'info' && first.what === 'run'
    ? ok({ run: first, lines: entries })
    : err('line 1 does not say which run this was');
}

type Check = (value: unknown) => boolean;
const isNumber: Check = (value) => typeof value === 'number' && value >= 0;
const isText: Check = (value) => typeof value === 'string';
const isObject: Check = (value) => typeof value === 'object' && value !== null;
const isHex = (digits: number): Check => {
  const form = new RegExp(`^[0-9a-f]{${digits}}$`);
  return (value) => typeof value === 'string' && form.test(value);
};

const OF_MESSAGE = { id: isHex(32), conversation: isHex(64) };
/** What a line has besides time and node, by its kind or, of an info, by what it tells. */
const FORMS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  invoke: { ...OF_MESSAGE, to: isText, sha256: isHex(64) },
  ok: OF_MESSAGE,
  unknown: OF_MESSAGE,
  delivered: OF_MESSAGE,
  started: {},
  killed: {},
  stopped: {},
  fileUnderWay: { to: isText },
  fileOver: { to: isText },
  run: { seed: isNumber, topology: isText, pairs: isNumber, nodes: isObject, machine: isObject },
  files: {
    sent: isNumber,
    verified: isNumber,
    failed: isNumber,
    mbPerSecond: (rate) => rate === null || isNumber(rate),
  },
};
const NOT_INFO = new Set(['invoke', 'ok', 'unknown']);

function isLogLine(value: unknown): value is LogLine {
  if (typeof value !== 'object' || value === null) return false;
  const { atMs, node, kind, ...rest } = value as Record<string, unknown>;
  const what = kind === 'info' ? rest['what'] : kind;
  if (typeof what !== 'string' || NOT_INFO.has(what) === (kind === 'info')) return false;
  const form = Object.hasOwn(FORMS, what) ? FORMS[what] : undefined;
  if (!form || !isNumber(atMs) || !isText(node)) return false;
  return Object.entries(form).every(([name, isSo]) => isSo(rest[name]));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
