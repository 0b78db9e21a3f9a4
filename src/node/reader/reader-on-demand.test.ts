import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import { ALICE } from '../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture } from '../../testing/reading-fixture.js';
import { ReaderOnDemand } from './reader-on-demand.js';

let fixture: ReadingFixture;
let masterKey: Bytes;
let reader: ReaderOnDemand;
beforeEach(() => {
  fixture = readingFixture();
  masterKey = copyBytes(fixture.directory.key.reveal());
  reader = onDemand(fixture.directory.path);
});
afterEach(async () => {
  await reader.close();
  fixture.remove();
});

function onDemand(databaseFile: string): ReaderOnDemand {
  return new ReaderOnDemand({ databaseFile, masterKey, self: ALICE }, () => undefined);
}

const isZero = () => masterKey.every((byte) => byte === 0);

describe('a reader that opens when it is asked', () => {
  it('answers the first questions, and keeps no key from then on', async () => {
    const [own, problems] = await Promise.all([
      reader.read({ kind: 'own' }),
      reader.problems('integrity_check'),
    ]);
    expect(own.value.name).toBe('Alice');
    expect(problems).toEqual([]);
    expect(isZero()).toBe(true);
  });

  it('that nobody asked keeps no key once it is closed, and refuses', async () => {
    expect(isZero()).toBe(false);
    await reader.close();
    expect(isZero()).toBe(true);
    await expect(reader.read({ kind: 'own' })).rejects.toMatchObject({ code: 'NODE_LOCKED' });
  });

  it('closes while it opens', async () => {
    const answer = reader.read({ kind: 'own' });
    await reader.close();
    await expect(answer.then(({ value }) => value.name)).resolves.toBe('Alice');
    expect(isZero()).toBe(true);
  });

  it('tries again after it could not open', async () => {
    const key = copyBytes(masterKey);
    masterKey.fill(1);
    await expect(reader.read({ kind: 'own' })).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    masterKey.set(key);
    expect((await reader.read({ kind: 'own' })).value.name).toBe('Alice');
  });
});
