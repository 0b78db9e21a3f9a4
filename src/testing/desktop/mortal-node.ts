// A node in a process of its own whose threads a test can end.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestHome } from '../node/homes.js';

/** As NODE_OPTIONS of the process: SIGUSR2 then ends the thread of its commit lane. */
export const MORTAL_LANES = `--import ${new URL('./mortal-lanes.js', import.meta.url).href}`;

/** Of the process that runs the node of this home. */
export async function pidIn({ dir }: Pick<TestHome, 'dir'>): Promise<number> {
  const owner = JSON.parse(await readFile(join(dir, 'run', 'owner.json'), 'utf8')) as { pid: number };
  return owner.pid;
}
