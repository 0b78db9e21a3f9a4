// Promise: says where a bug is, not what it was about. A message may quote texts, and a stack names the owner's folders.

const MOST_FRAMES = 8;
const FRAME =
  /^\s+at (?:(?<called>[\w$.<> ]{1,80}?) \()?(?:[^()]*[\\/])?(?<file>[\w.-]{1,80}):(?<line>\d+):\d+\)?$/;

export interface BugReport {
  readonly name: string;
  /** Innermost first: `function file:line`, file names without folders. */
  readonly at: readonly string[];
}

export function bugReport(error: unknown): BugReport {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const name = /^\w{1,40}$/.test(error.name) ? error.name : 'Error';
  // The stack repeats the message first, which could look like frames.
  const stack = error.stack ?? '';
  const start = error.message === '' ? 0 : stack.indexOf(error.message) + error.message.length;
  return { name, at: stack.slice(start).split('\n').flatMap(frame).slice(0, MOST_FRAMES) };
}

function frame(line: string): string[] {
  const { called, file, line: number } = FRAME.exec(line)?.groups ?? {};
  return file === undefined ? [] : [`${called ?? ''} ${file}:${number ?? ''}`.trim()];
}
