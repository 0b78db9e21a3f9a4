// What a command may touch of the world. Only main.ts knows the process.

import type { Readable, Writable } from 'node:stream';
import type { NodeAccess } from './node-access.js';

export interface Input extends Readable {
  readonly isTTY?: boolean;
  /** Keys come one by one, and the terminal shows none of them. */
  readonly isRaw?: boolean;
  setRawMode?(mode: boolean): unknown;
}

export interface Output extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Shell {
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly node: NodeAccess;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Time zone for what is shown; undefined is the machine's. */
  readonly timeZone: string | undefined;
  /** An id of 16 bytes for something a command creates, lowercase hexadecimal. */
  readonly newId: () => string;
  /** Calls `listener` on SIGINT and SIGTERM until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Runs `action` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Ends the process at once, for an owner who is tired of waiting. */
  readonly quitHard: (exitCode: number) => void;
}

const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;

export function isInteractive(shell: Shell): boolean {
  return shell.input.isTTY === true && shell.output.isTTY === true;
}

export function columnsOf(output: Output): number {
  return output.columns ?? DEFAULT_COLUMNS;
}

/** Where lines for a person end; nowhere when a program reads them. */
export function edgeOf(output: Output): number {
  return output.isTTY === true ? columnsOf(output) : Infinity;
}

export function rowsOf(output: Output): number {
  return output.rows ?? DEFAULT_ROWS;
}

export function print(output: Output, lines: readonly string[]): void {
  if (lines.length > 0) output.write(`${lines.join('\n')}\n`);
}
