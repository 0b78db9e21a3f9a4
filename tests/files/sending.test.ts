import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import {
  accept,
  fileBytes,
  makeFile,
  makeFolder,
  offer,
  sendFile,
  transferOf,
} from '../../src/testing/node/files.js';
import type { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';

const CHUNK = 262_144;

describe('a file', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await twoFriends());
  });
  afterEach(() => stage.clear());

  it('of any size arrives as it was', async () => {
    for (const sizeBytes of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 1_048_576]) {
      const bytes = fileBytes(sizeBytes);
      const path = await makeFile(alice, `${sizeBytes}.bin`, bytes);
      const saved = await sendFile(alice, bob, path);
      expect(basename(saved)).toBe(`${sizeBytes}.bin`);
      expect((await readFile(saved)).equals(bytes)).toBe(true);
      await transferOf(alice, `${sizeBytes}.bin`, (row) => row.stage === 'done');
    }
  });

  it('of 200 MiB arrives as it was', async () => {
    const bytes = fileBytes(200 * 1_048_576);
    const saved = await sendFile(alice, bob, await makeFile(alice, 'big.bin', bytes), 60_000);
    expect((await readFile(saved)).equals(bytes)).toBe(true);
  }, 90_000);

  it('is brought by HTTPS where only its sender can connect, and fetched the other way', async () => {
    const carol = await stage.local(await stage.home('Carol'));
    // What she states of herself leads nowhere, and she is the one who dials.
    const dave = await stage.local(await stage.home('Dave'), { flags: { public_ip: '127.255.255.254' } });
    await befriend(dave, carol);
    // Long enough on the way that a face is told in between.
    for (const [from, to, carrier, sizeMiB] of [
      [dave, carol, 'push', 64],
      [carol, dave, 'https', 64],
    ] as const) {
      const bytes = fileBytes(sizeMiB * 1_048_576);
      const name = `${carrier}.bin`;
      await offer(from, [to], await makeFile(from, name, bytes));
      const folder = await makeFolder(to, 'in');
      await transferOf(to, name);
      const seen = transferOf(to, name, (row) => row.carrier === carrier);
      await accept(to, name, folder);
      await seen;
      const { savedAs } = await transferOf(to, name, (row) => row.savedAs !== null);
      expect((await readFile(savedAs ?? '')).equals(bytes)).toBe(true);
    }
  }, 60_000);
});
