// Files lie in a folder that does not answer, and the thread that reads them hangs there: the node locks all the same.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemTimers } from '../../src/adapters/system/system-timers.js';
import type { Timers } from '../../src/core/ports/timers.js';
import { hangingPipe } from '../../src/testing/node/hanging-pipe.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, newId } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

const HANGING = new URL('../../src/testing/node/hanging-files-worker.js', import.meta.url);

describe('a node whose thread of files hangs', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('closes its links, port and store when it is locked, and gives the thread two seconds', async () => {
    const [alice] = await stage.people('Alice');
    const waiting: (() => void)[] = [];
    let isLocking = false;
    const after: Timers['after'] = (delayMs, action) => {
      if (!isLocking) return systemTimers.after(delayMs, action);
      waiting.push(action);
      return () => undefined;
    };
    const home = await stage.home('Bob');
    const bob = await stage.local(home, { seams: { files: HANGING, timers: { ...systemTimers, after } } });
    await befriend(alice, bob);
    const filesDir = join(home.dir, 'files');
    await mkdir(filesDir, { recursive: true });
    const letGo = hangingPipe(filesDir);
    try {
      const taken = bob.client.call('handOverFile', { id: newId(), path: '/far/away' });
      await expect(taken).rejects.toMatchObject({ code: 'FILE_LOST' });
      await until(alice.client, ['links', {}], ([link]) => link?.state === 'up');
      isLocking = true;
      const locked = bob.client.call('lock', {});
      const isDown = until(alice.client, ['links', {}], ([link]) => link && link.state !== 'up', 10_000);
      await expect(isDown).resolves.toBe(true);
      for (const elapse of waiting) elapse();
      await locked;
      isLocking = false;
      expect(await bob.client.call('status', {})).toMatchObject({ state: 'locked', listening: null });
    } finally {
      letGo();
    }
  });
});
