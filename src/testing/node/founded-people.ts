// People who are founded once for all tests of a run, each test getting copies of them: founding takes a second, and is what
// few tests are about.

import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SelfValue } from '../../contract/values.js';
import { HomeYard, type TestHome } from './homes.js';
import { PEOPLE_OF_THE_RUN } from './run-of-tests.js';

const SELF_FILE = 'self.json';

/** A home in this yard for somebody who in other yards of the run is the same person. Outside of tests somebody new. */
export async function homeOf(name: string, yard: HomeYard): Promise<TestHome> {
  const place = process.env[PEOPLE_OF_THE_RUN];
  if (place === undefined) return yard.found(name);
  const kept = join(place, encodeURIComponent(name));
  const self = (await selfIn(kept)) ?? (await foundInto(kept, name));
  return yard.copyOf({ dir: join(kept, name.toLowerCase()), name, self });
}

async function selfIn(kept: string): Promise<SelfValue | undefined> {
  try {
    // Written below.
    return JSON.parse(await readFile(join(kept, SELF_FILE), 'utf8')) as SelfValue;
  } catch {
    return undefined;
  }
}

/** Another process may found the same person meanwhile and be first; then it is theirs that counts. */
async function foundInto(kept: string, name: string): Promise<SelfValue> {
  const own = await mkdtemp(`${kept}-`);
  const { self } = await (await HomeYard.open(own)).found(name);
  await writeFile(join(own, SELF_FILE), JSON.stringify(self));
  try {
    await rename(own, kept);
    return self;
  } catch {
    await rm(own, { recursive: true });
    const theirs = await selfIn(kept);
    if (!theirs) throw new Error(`${name} was founded nowhere`);
    return theirs;
  }
}
