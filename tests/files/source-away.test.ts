// A file that Alice sends lies on a stick, or on a share, and is gone for a while.

import { readFile, rename, utimes } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestNode } from '../../src/testing/node/person.js';
import { accept, fileBytes, makeFile, makeFolder, offer, transferOf } from '../../src/testing/node/files.js';
import type { Stage } from '../nodes/stage.js';
import { friendsWhoAreAsked } from './friends.js';

describe('a file that is out of reach for a while', () => {
  const bytes = fileBytes(1_000_000);
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let path: string;
  let id: string;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
    path = await makeFile(alice, 'a.bin', bytes);
    [id = ''] = await offer(alice, [bob], path);
    await transferOf(bob, 'a.bin');
    await rename(path, `${path}.away`);
    await accept(bob, 'a.bin', await makeFolder(bob, 'in'));
    await transferOf(alice, 'a.bin', ({ activity }) => activity === 'sourceAway');
  });
  afterEach(() => stage.clear());

  it('ends for nobody, and goes on by itself when it is back', async () => {
    const waiting = await transferOf(bob, 'a.bin');
    expect([waiting.stage, waiting.end]).toEqual(['running', null]);
    await rename(`${path}.away`, path);
    await alice.client.call('resumeFile', { transferId: id });
    const { savedAs } = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null);
    expect((await readFile(savedAs ?? '')).equals(bytes)).toBe(true);
    await transferOf(alice, 'a.bin', ({ stage: reached }) => reached === 'done');
  });

  it('ends once it is back and another one than was offered', async () => {
    const later = Date.now() / 1_000 + 60;
    await utimes(`${path}.away`, later, later);
    await rename(`${path}.away`, path);
    await alice.client.call('resumeFile', { transferId: id });
    const { end } = await transferOf(bob, 'a.bin', (row) => row.stage === 'ended');
    expect(end).toEqual({ reason: 'sourceChanged', by: 'peer' });
  });
});
