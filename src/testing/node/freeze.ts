// A process that stands still where it is, to be looked at or killed.

import { readdir, readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

/** Resolves once no thread of it runs any more; Linux alone. */
export async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  while (!(await isFrozen(pid))) await setImmediate();
}

async function isFrozen(pid: number): Promise<boolean> {
  const tasks = `/proc/${String(pid)}/task`;
  const states = await Promise.all(
    (await readdir(tasks)).map((task) => readFile(`${tasks}/${task}/stat`, 'utf8').catch(() => ') R')),
  );
  // The name of the process stands in brackets before, and may hold anything.
  return states.every((stat) => stat.slice(stat.lastIndexOf(')') + 2).startsWith('T'));
}
