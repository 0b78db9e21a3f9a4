// Promise: the log tells what happened and never what was said: no texts, names, paths, keys or passwords.

import { pino, stdTimeFunctions } from 'pino';
import { bugReport } from './bug-report.js';
import { allowedFields, eventName, type LogFields } from './log-fields.js';
import { openLogFile } from './log-file.js';

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
  /** A file, made 0600, rotated before it has more than 5 MiB, three kept. */
  readonly file: string;
}

/** Throws the operating system's error when the file cannot be opened. */
export function createLogger({ level, file }: LogOptions): Logger {
  // Synchronous: the last lines before a crash are the ones that matter.
  const stream = openLogFile(file);
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
      stream.close();
    },
  };
}
