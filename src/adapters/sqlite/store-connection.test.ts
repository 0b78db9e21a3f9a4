import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../base/bytes.js';
import type { StoreConnection } from '../../core/ports/store.js';
import {
  BOB,
  BOB_CONTACT,
  WITH_BOB,
  sampleContact,
  sampleId,
  sampleMessage,
} from '../../testing/contracts/samples.js';
import { storeContract } from '../../testing/contracts/store.contract.js';
import { databaseDirectory, sqliteFixture } from '../../testing/sqlite-fixture.js';
import { findInStore } from '../../testing/store-scan/find-in-store.js';
import { openReader, openWriter } from './database.js';
import { problemsOf } from './integrity.js';
import { openStore, storeConnection } from './store-connection.js';

storeContract('the store on disk', sqliteFixture);

describe('a process that is killed', () => {
  it('keeps what it committed, and nothing else', async () => {
    const directory = databaseDirectory();
    const writer = fileURLToPath(new URL('../../testing/store-writer.js', import.meta.url));
    const child = spawn(process.execPath, [writer, directory.path, toHex(directory.key.reveal())]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const connection = openStore(directory);
    const { messages, outbox } = connection.store;
    const numbers = messages.authoredAbove(WITH_BOB, BOB, 0, 10).map((message) => message.authorSeq);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    expect(outbox.all(BOB_CONTACT)).toHaveLength(5);
    connection.close();
    const sql = openReader(directory);
    expect(problemsOf(sql)).toEqual([]);
    sql.close();
    directory.remove();
  });
});

describe('what was deleted', () => {
  let directory: ReturnType<typeof databaseDirectory>;
  let connection: StoreConnection;
  beforeEach(() => {
    directory = databaseDirectory();
    const sql = openWriter(directory);
    // Nobody waits for the reader below.
    sql.exec('PRAGMA busy_timeout = 0');
    connection = storeConnection(sql);
    connection.begin();
    connection.store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
    connection.store.conversations.setDraft(WITH_BOB, CANARY);
    connection.commit();
    connection.begin();
    connection.store.conversations.setDraft(WITH_BOB, '');
    connection.commit();
  });
  afterEach(() => {
    connection.close();
    directory.remove();
  });
  const CANARY = 'half a thought 5f1d90';
  const CHECKPOINT = 'PRAGMA wal_checkpoint(TRUNCATE)';

  it('is still in the log, and leaves it when the store is scrubbed', () => {
    expect(findInStore(directory, CANARY)).not.toEqual([]);
    expect(connection.scrub()).toBe(true);
    expect(findInStore(directory, CANARY)).toEqual([]);
  });

  it('stays as long as a reader is in the middle of something, which is told', () => {
    const reader = openReader(directory);
    reader.exec('BEGIN; SELECT count(*) FROM message;');
    expect(connection.scrub()).toBe(false);
    reader.exec('COMMIT');
    expect(connection.scrub()).toBe(true);
    expect(findInStore(directory, CANARY)).toEqual([]);
    reader.close();
  });

  it('lets nobody wait for that reader', () => {
    const waits: string[] = [];
    const sql = openWriter(directory);
    const writer = storeConnection(
      new Proxy(sql, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]): unknown => {
            if (given[0] === CHECKPOINT) waits.push(JSON.stringify(sql.rows('PRAGMA busy_timeout')));
            return Reflect.apply(value, target, given);
          };
        },
      }),
    );
    writer.scrub();
    expect(waits).toEqual(['[{"timeout":0}]']);
    expect(sql.rows('PRAGMA busy_timeout')).toEqual([{ timeout: 2_000 }]);
    writer.close();
  });

  it('goes with the copy an upgrade left, and takes no other file along', () => {
    const [copy, other] = [`${directory.path}.before-2`, `${directory.path}.bak`];
    for (const path of [copy, other]) copyFileSync(directory.path, path);
    expect(connection.scrub()).toBe(true);
    expect([existsSync(copy), existsSync(other)]).toEqual([false, true]);
    mkdirSync(copy);
    expect(connection.scrub()).toBe(false);
    expect(findInStore(directory, CANARY)).toEqual([]);
  });

  it('of single messages leaves them as empty rows and no text on any page', () => {
    const doomed = sampleMessage(50, { payload: utf8(CANARY) });
    const deletion = { id: sampleId('deletion', 1), conversationId: WITH_BOB, dueAt: 10_000 };
    connection.begin();
    for (let seq = 1; seq <= 100; seq++)
      connection.store.messages.add(seq === 50 ? doomed : sampleMessage(seq));
    connection.store.deletions.hold(deletion, [doomed]);
    connection.commit();
    connection.scrub();
    expect(findInStore(directory, CANARY)).not.toEqual([]);
    connection.begin();
    connection.store.deletions.carryOut(deletion.id);
    connection.commit();
    expect(connection.scrub()).toBe(true);
    expect(findInStore(directory, CANARY)).toEqual([]);
  });

  it('leaves at the next start when the process was killed before', () => {
    const killed = { ...databaseDirectory(), key: directory.key };
    for (const suffix of ['', '-wal']) copyFileSync(directory.path + suffix, killed.path + suffix);
    expect(findInStore(killed, CANARY)).not.toEqual([]);
    const again = openStore(killed);
    expect(findInStore(killed, CANARY)).toEqual([]);
    again.close();
    killed.remove();
  });
});

describe('a disk that is tried', () => {
  it('is written to: only so does it show whether it works', () => {
    const directory = databaseDirectory();
    const connection = openStore(directory);
    const log = () => statSync(`${directory.path}-wal`).size;
    const before = log();
    connection.tryDisk();
    expect(log()).toBeGreaterThan(before);
    connection.close();
    directory.remove();
  });
});

describe('a store on a full disk', () => {
  let fixture: ReturnType<typeof sqliteFixture>;
  beforeEach(() => {
    fixture = sqliteFixture();
    fixture.connection.begin();
    fixture.connection.store.contacts.put(sampleContact());
    fixture.connection.commit();
    fixture.sql.exec('PRAGMA max_page_count = 1');
  });
  afterEach(() => {
    fixture.connection.close();
  });
  const fill = () => {
    const { signal } = fixture.connection.store;
    for (let id = 1; id < 100; id++) signal.putPreKey(id, new Uint8Array(4_000), BOB);
  };
  const full = 'DISK_FULL';

  it('says so', () => {
    fixture.connection.begin();
    expect(fill).toThrow(full);
  });

  it('never commits the rest of the transaction', () => {
    const { connection } = fixture;
    connection.begin();
    connection.store.streams.addSeen(BOB_CONTACT, 1, new Uint8Array(32));
    connection.beginItem();
    expect(fill).toThrow(full);
    expect(() => {
      connection.dropItem();
    }).toThrow(full);
    expect(() => {
      connection.beginItem();
    }).toThrow(full);
    expect(() => {
      connection.keepItem();
    }).toThrow(full);
    expect(() => connection.commit()).toThrow(full);
    connection.rollback();
    expect(connection.store.streams.seen(BOB_CONTACT, 1)).toBeUndefined();
    expect(connection.store.signal.preKey(1)).toBeUndefined();
  });

  it('goes on when there is room again', () => {
    const { connection, sql } = fixture;
    connection.begin();
    expect(fill).toThrow(full);
    connection.rollback();
    sql.exec('PRAGMA max_page_count = 100000');
    connection.begin();
    fill();
    connection.commit();
    expect(connection.store.signal.preKey(99)).toHaveLength(4_000);
  });
});

describe('the writing connection', () => {
  it('drops an item that broke a rule and goes on', () => {
    const { connection } = sqliteFixture();
    connection.begin();
    connection.store.contacts.put(sampleContact());
    connection.beginItem();
    expect(() => {
      connection.store.contacts.put(sampleContact({ id: sampleId('contact', 9) }));
    }).toThrow('COMMAND_FAILED');
    connection.dropItem();
    expect(connection.commit().rev).toBe(0);
    expect(connection.store.contacts.all()).toHaveLength(1);
    connection.close();
  });

  it('refuses a commit that nothing began', () => {
    const { connection } = sqliteFixture();
    expect(() => connection.commit()).toThrow('STORE_FAILED');
    connection.close();
  });

  it('keeps the last 100,000 changes and goes on counting after a restart', () => {
    const directory = databaseDirectory();
    const touchMany = (connection: ReturnType<typeof openStore>, count: number) => {
      connection.begin();
      for (let key = 0; key < count; key++)
        connection.store.changes.touch({ kind: 'contact', key: String(key) });
      return connection.commit().rev;
    };
    const first = openStore(directory);
    expect(touchMany(first, 99_500)).toBe(99_500);
    first.close();
    const fixture = sqliteFixture();
    expect(touchMany(fixture.connection, 101_500)).toBe(101_500);
    expect(fixture.sql.rows('SELECT min(rev) AS first, max(rev) AS last FROM change')).toEqual([
      { first: 1_501, last: 101_500 },
    ]);
    fixture.connection.close();
    const second = openStore(directory);
    expect(touchMany(second, 1)).toBe(99_501);
    second.close();
    directory.remove();
  });

  it('refuses to count key ids past the width libsignal gives them', () => {
    const { connection, sql } = sqliteFixture();
    sql.exec(`UPDATE key_id SET next = ${String(2 ** 24 - 2)}`);
    expect(connection.store.signal.nextKeyId()).toBe(2 ** 24 - 2);
    expect(() => connection.store.signal.nextKeyId()).toThrow('STORE_FAILED');
    connection.close();
  });

  it('leaves no write-ahead log behind when it closes', () => {
    const directory = databaseDirectory();
    openStore(directory).close();
    const again = openStore(directory);
    again.begin();
    again.store.contacts.put(sampleContact());
    again.store.conversations.put({ id: WITH_BOB, contactId: BOB_CONTACT, peer: BOB, lamport: 0 });
    again.store.messages.add(sampleMessage(1));
    again.commit();
    again.close();
    const third = openStore(directory);
    expect(third.store.messages.lastBy(WITH_BOB, BOB)).toEqual(sampleMessage(1));
    third.close();
    directory.remove();
  });
});
