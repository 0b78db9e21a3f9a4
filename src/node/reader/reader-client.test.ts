import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import { ALICE, BOB_CONTACT } from '../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../testing/reading-fixture.js';
import { ReaderClient } from './reader-client.js';

let fixture: ReadingFixture;
let reader: ReaderClient;
beforeEach(() => {
  fixture = readingFixture();
  reader = new ReaderClient(() => undefined);
});
afterEach(async () => {
  await reader.close();
  fixture.remove();
});

function options(key: Bytes = fixture.directory.key.reveal()) {
  return { databaseFile: fixture.directory.path, masterKey: copyBytes(key), self: ALICE };
}

describe('the reader', () => {
  it('answers in a thread of its own with what is committed by then', async () => {
    await reader.open(options());
    const [before, counts] = await Promise.all([
      reader.read({ kind: 'contacts' }),
      reader.read({ kind: 'counts', now: 0 }),
    ]);
    expect(before.value.rows.map(({ id }) => id)).toEqual([BOB_CONTACT]);
    expect(counts.value.unread).toBe(0);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'x', { unread: true }));
    });
    expect((await reader.read({ kind: 'counts', now: 0 })).value.unread).toBe(1);
  });

  it('takes the key along into its thread: no copy stays behind', async () => {
    const given = options();
    const opened = reader.open(given);
    expect(given.masterKey.byteLength).toBe(0);
    await opened;
  });

  it('refuses before it was opened and after it was closed', async () => {
    await expect(reader.read({ kind: 'own' })).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    await reader.open(options());
    const pending = reader.read({ kind: 'own' });
    const closed = reader.close();
    expect((await pending).value.name).toBe('Alice');
    await closed;
    await expect(reader.read({ kind: 'own' })).rejects.toMatchObject({ code: 'NODE_LOCKED' });
    await reader.close();
  });

  it('does not open with a wrong key', async () => {
    await expect(reader.open(options(new Uint8Array(32)))).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  });

  it('leaves nobody waiting when its thread dies', async () => {
    const died = vi.fn();
    const dying = new ReaderClient(died, new URL('data:text/javascript,throw new Error("gone")'));
    await expect(dying.open(options())).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(died).toHaveBeenCalledOnce();
    await dying.close();
  });
});
