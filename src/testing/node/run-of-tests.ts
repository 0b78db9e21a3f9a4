// Around all tests of a run: a directory for the people they share. Vitest calls both functions.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the directory to every process of the run. */
export const PEOPLE_OF_THE_RUN = 'KITH_TEST_PEOPLE';

export async function setup(): Promise<void> {
  process.env[PEOPLE_OF_THE_RUN] = await mkdtemp(join(tmpdir(), 'kith-test-people-'));
}

export async function teardown(): Promise<void> {
  await rm(process.env[PEOPLE_OF_THE_RUN] ?? '', { recursive: true, force: true });
}
