import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { fileBytes, makeFile, sendFile, transferOf } from '../../src/testing/node/files.js';
import { Stage } from '../nodes/stage.js';

const CHUNK = 262_144;

describe('a file', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
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
});
