// A thread of the store ends by itself: nobody is left waiting, the owner hears of it, and the node runs again.

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { Stage } from './stage.js';

const MORTAL_LANE = new URL('../../src/testing/node/mortal-lane-worker.js', import.meta.url);

describe('a node whose commit lane ended by itself', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('refuses what was asked, locks, and tells the owner when it is unlocked', async () => {
    const home = await stage.home('Alice');
    const death = join(stage.yard.dir, 'death');
    const alice = await stage.local(home, { seams: { lane: { entry: MORTAL_LANE, data: death } } });
    const locked = new Promise((resolve) => {
      alice.client.onState((state) => {
        if (state === 'locked') resolve(state);
      });
    });
    const broken = new Promise<void>((resolve) => {
      alice.onBroken(resolve);
    });
    await writeFile(death, '');
    const nobody = { contactId: '00'.repeat(16), name: 'x' };
    await expect(alice.client.call('renameContact', nobody)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await Promise.all([locked, broken]);
    await rm(death);
    await alice.client.call('unlock', { password: TEST_PASSWORD });
    await expect(alice.client.call('renameContact', nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { notices } = await alice.client.call('status', {});
    expect(notices.map(({ code }) => code)).toEqual(['THREAD_DIED']);
  });
});
