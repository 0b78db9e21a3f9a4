// Promise: the log tells what happened and never what was said: no texts, names, paths, keys or passwords.

import { destination, pino, stdTimeFunctions } from 'pino';
import { bugReport } from './bug-report.js';
import { allowedFields, eventName, type LogFields } from './log-fields.js';
import { prepareLogFile } from './log-file.js';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
type Write = (event: string, fields?: LogFields) => void;

/** One JSON object per line: level, time, event and the allowed fields; anything else is dropped. Never throws. */
export interface Logger extends Readonly<Record<LogLevel, Write>> {
  /** An error nobody expected: its name and where it came from, not its message. */
  bug(error: unknown): void;
  close(): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** A file, made 0600, rotated here when it has 5 MiB, three kept. */
  readonly to: 'stderr' | { readonly file: string };
}

const STDERR = 2;

/** Throws the operating system's error when the file cannot be opened. */
export function createLogger({ level, to }: LogOptions): Logger {
  if (to !== 'stderr') prepareLogFile(to.file);
  // Synchronous: the last lines before a crash are the ones that matter.
  const stream = destination({ dest: to === 'stderr' ? STDERR : to.file, sync: true });
  // A full disk must not stop the node.
  stream.on('error', () => undefined);
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  const at =
    (own: LogLevel): Write =>
    (event, fields = {}) =>
      log[own]({ event: eventName(event), ...allowedFields(fields) });
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    bug: (error) => log.error({ event: 'bug', ...bugReport(error) }),
    close: () => {
      if (to !== 'stderr') stream.end();
    },
  };
}
