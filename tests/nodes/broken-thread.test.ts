// A thread of the store ends by itself: nobody is left waiting, the owner hears of it, and the node runs again.

import { writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContractClient } from '../../src/contract/client.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { Stage } from './stage.js';

const MORTAL_LANE = new URL('../../src/testing/node/mortal-lane-worker.js', import.meta.url);

const NOBODY = { contactId: '00'.repeat(16), name: 'x' };

describe('a node whose commit lane ended by itself', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('says that nobody knows what became of what was asked, locks, and tells the owner when it is unlocked', async () => {
    const home = await stage.home('Alice');
    const death = join(stage.yard.dir, 'death');
    const alice = await stage.local(home, { seams: { lane: { entry: MORTAL_LANE, data: death } } });
    const { client } = alice;
    const locked = lockOf(client);
    const broken = new Promise<void>((resolve) => {
      alice.onBroken(resolve);
    });
    await writeFile(death, '');
    await expect(alice.client.call('renameContact', NOBODY)).rejects.toMatchObject({ code: 'ANSWER_LOST' });
    await broken;
    expect(await locked).toEqual({ isBroken: true });
    await rm(death);
    await alice.client.call('unlock', { password: TEST_PASSWORD });
    await expect(alice.client.call('renameContact', NOBODY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { notices } = await alice.client.call('status', {});
    expect(notices.map(({ code }) => code)).toEqual(['THREAD_DIED']);
    const lockedAgain = lockOf(client);
    await client.call('lock', {});
    expect(await lockedAgain).toEqual({ isBroken: false });
  });

  it('is locked by its owner when that was asked for too', async () => {
    const home = await stage.home('Alice');
    const death = join(stage.yard.dir, 'death');
    const alice = await stage.local(home, { seams: { lane: { entry: MORTAL_LANE, data: death } } });
    const { client } = alice;
    const locked = lockOf(client);
    // The lane ends while the node waits for what the face has not saved.
    client.onLocking(() => {
      writeFileSync(death, '');
      void client.call('renameContact', NOBODY).catch(() => undefined);
    });
    await client.call('lock', {});
    expect(await locked).toEqual({ isBroken: false });
  });
});

function lockOf(client: ContractClient): Promise<object> {
  return new Promise((resolve) => {
    const ignore = client.onState((state, isBroken) => {
      if (state !== 'locked') return;
      ignore();
      resolve({ isBroken });
    });
  });
}
