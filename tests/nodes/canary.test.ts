import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { idFromHex } from '../../src/base/ids.js';
import { addressName, DEVICE } from '../../src/adapters/signal/protocol-address.js';
import type { DatabaseFile } from '../../src/adapters/sqlite/database.js';
import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { databaseOf, TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import { receive } from '../../src/testing/node/files.js';
import {
  addByAddress,
  approve,
  approved,
  contactOf,
  requestFrom,
  send,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { findInStore } from '../../src/testing/store-scan/find-in-store.js';
import { Stage } from './stage.js';

const CANARY = {
  text: 'canary text 7f3a91c2',
  reply: 'canary reply 0b66d1e8',
  note: 'canary note 51e0aa4d',
  contactName: 'Canary Robin',
  draft: 'canary draft e2c94f10',
  fileName: 'canary-plan-5d21aa07.txt',
  fileContent: 'canary content 90fe3b72',
  caption: 'canary caption 77ab0c1e',
};

/** Written and deleted while the node ran; each in a way of its own. No other word begins like the last ones: the index keeps less of those. */
const DELETED = {
  'a message of a removed history': 'gone text zq90cc41b7',
  'an answer in a removed history': 'gone reply xj3d0f5e62',
  'the note of a removed contact': 'gone note wk7be1a0d4',
  'a message taken back': 'gone withdrawn vyc54f8823',
  'a draft cleared': 'gone draft uq1f6d9ab0',
  'the note of a declined request': 'gone request jx82e7c5f9',
};

/** So many that the search index takes in what came before them. */
const MANY = 256;

/** More than a chunk of the file, which holds it again and again. */
const FILE = Buffer.from(`${CANARY.fileContent}\n`.repeat(10_000));

/** A name that is found nowhere else. */
const OWNER = 'Zuzanna';

describe('the disk of a node', () => {
  let stage: Stage;
  let temporary: string;
  let home: TestHome;
  let other: TestHome;
  /** While the node runs, after it was killed, and after it was stopped. */
  const scans: Buffer[][] = [];
  /** What of the deleted stands on which page of the owner's store, at the same moments. */
  const pages: Record<string, readonly string[]>[] = [];
  /** What was not deleted: the control of the scan. */
  const kept: (readonly string[])[] = [];
  /** Where the words of a message stood before it was deleted, beyond the pages that hold the whole message. */
  let indexed: readonly string[] = [];
  /** By both processes, over all their lives. */
  let printed: readonly Buffer[] = [];
  const secrets = new Map<string, Buffer>();
  let database: DatabaseFile;

  beforeAll(async () => {
    stage = await Stage.open();
    // Whatever the nodes put into the directory for temporary files is theirs alone.
    temporary = join(stage.yard.dir, 'tmp');
    await mkdir(temporary);
    // And something is printed for certain.
    Object.assign(process.env, { TMPDIR: temporary, KITH_LOG_LEVEL: 'debug', NODE_OPTIONS: '--trace-exit' });
    [home, other] = [await stage.home(OWNER), await stage.home('Bob')];
    await liveThrough(await stage.process(home), await stage.process(other));
  }, 60_000);
  afterAll(async () => {
    delete process.env['NODE_OPTIONS'];
    delete process.env['TMPDIR'];
    delete process.env['KITH_LOG_LEVEL'];
    await stage.clear();
  });

  async function liveThrough(owner: NodeProcess, friend: NodeProcess): Promise<void> {
    await addByAddress(owner, friend, CANARY.note);
    await approve(friend, owner);
    const { id: contactId, conversationId } = await approved(owner, friend);
    await owner.client.call('renameContact', { contactId, name: CANARY.contactName });
    await owner.client.call('setDraft', { conversationId, text: CANARY.draft });
    await send(owner, friend, CANARY.text);
    await contactOf(friend, owner);
    await send(friend, owner, CANARY.reply);
    await untilMessages(owner, friend, (rows) => rows.some((row) => row.text === CANARY.reply));
    await owner.client.call('lookUp', { target: 'kith://add/127.0.0.1:1?id=wrong' }).catch(() => undefined);
    await receive(owner, friend, CANARY.fileName, FILE);
    await owner.client.call('setCaption', { conversationId, text: CANARY.caption });
    await deleteThings(owner, friend);
    await scan();
    await owner.kill();
    await scan();
    await owner.start();
    await owner.stop();
    await friend.stop();
    await scan();
    printed = [owner, friend].map((node) => node.printed);
    collectSecrets();
  }

  async function deleteThings(owner: NodeProcess, friend: NodeProcess): Promise<void> {
    const [carol, dave] = await stage.people('Carol', 'Dave');
    await addByAddress(owner, carol, DELETED['the note of a removed contact']);
    await approve(carol, owner);
    const { id: contactId } = await approved(owner, carol);
    await send(owner, carol, DELETED['a message of a removed history']);
    await contactOf(carol, owner);
    await send(carol, owner, DELETED['an answer in a removed history']);
    await untilMessages(owner, carol, (rows) => rows.length === 2);
    for (let count = 0; count < MANY; count++) await send(owner, friend, 'filler');
    database = await databaseOf(home);
    const gone = DELETED['a message of a removed history'];
    await vi.waitFor(
      () => {
        const whole = find(gone);
        indexed = find(lastWord(gone)).filter((place) => !whole.includes(place));
        expect(indexed).not.toEqual([]);
      },
      { timeout: 20_000 },
    );
    await owner.client.call('removeContact', { contactId, history: 'delete' });
    await addByAddress(dave, owner, DELETED['the note of a declined request']);
    const { id: requestId } = await requestFrom(owner, dave);
    await owner.client.call('declineRequest', { requestId });
    await friend.stop();
    const { conversationId } = await contactOf(owner, friend);
    const messageId = await send(owner, friend, DELETED['a message taken back']);
    await owner.client.call('withdrawMessage', { conversationId, messageId });
    for (const text of [DELETED['a draft cleared'], '', CANARY.draft]) {
      await owner.client.call('setDraft', { conversationId, text });
    }
    await friend.start();
    await untilNothingQueued(owner);
  }

  async function scan(): Promise<void> {
    scans.push(await everyFile());
    pages.push(
      Object.fromEntries(Object.entries(DELETED).map(([name, text]) => [name, find(lastWord(text))])),
    );
    kept.push(find(CANARY.text));
  }

  function find(text: string): readonly string[] {
    return findInStore(database, text);
  }

  /** With their names, of both homes and the temporary directory, but not the tests' own file with the password. */
  async function everyFile(): Promise<Buffer[]> {
    const files: Buffer[] = [];
    for (const dir of [home.dir, other.dir, temporary]) {
      for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
        files.push(Buffer.from(entry.name));
        if (entry.isFile()) files.push(await readFile(join(entry.parentPath, entry.name)));
      }
    }
    return files;
  }

  function collectSecrets(): void {
    const texts = { ...CANARY, ...DELETED, password: TEST_PASSWORD, owner: OWNER };
    for (const [name, text] of Object.entries(texts)) secrets.set(name, Buffer.from(text));
    secrets.set('master key', Buffer.from(database.key.reveal()));
    const connection = openStore(database);
    const { keyPair } = connection.store.identity.get() ?? {};
    const friend = idFromHex('node', other.self.nodeId);
    const session = friend && connection.store.signal.session(`${addressName(friend)}.${DEVICE}`);
    connection.close();
    if (!keyPair || !session) throw new Error('no keys to look for');
    secrets.set('identity key', Buffer.from(keyPair.slice(-32)));
    secrets.set('session', Buffer.from(session.slice(-64)));
  }

  /** As bytes, and as the texts they are written as. */
  function isFound(files: readonly Buffer[], secret: Buffer): boolean {
    const needles = [
      secret,
      ...(['hex', 'base64', 'base64url'] as const).map((as) =>
        Buffer.from(secret.toString(as).replace(/=+$/, '')),
      ),
    ];
    return files.some((file) => needles.some((needle) => file.includes(needle)));
  }

  it('holds nothing of what was written, named or typed, and no key, at any moment', () => {
    expect(secrets.size).toBeGreaterThan(8);
    for (const files of scans) {
      expect(files.length).toBeGreaterThan(6);
      const found = [...secrets].filter(([, secret]) => isFound(files, secret)).map(([name]) => name);
      expect(found).toEqual([]);
    }
  });

  it('is not got round by what its processes print', () => {
    const found = [...secrets].filter(([, secret]) => isFound(printed, secret)).map(([name]) => name);
    expect(found).toEqual([]);
    for (const text of printed) expect(text.toString()).toContain('Exited the environment');
  });

  it('holds what was deleted on no page of the store, decrypted, as soon as the command was answered', () => {
    const nowhere = Object.fromEntries(Object.keys(DELETED).map((name) => [name, []]));
    expect(pages).toEqual([nowhere, nowhere, nowhere]);
  });

  it('held the words of what was deleted in its search index as well, before that', () => {
    expect(indexed).not.toEqual([]);
  });

  it('shows on its decrypted pages what was not deleted', () => {
    expect(kept).toHaveLength(3);
    for (const places of kept) expect(places).not.toEqual([]);
  });

  it('would give a planted canary away', () => {
    const planted = Buffer.concat([Buffer.alloc(5_000, 1), Buffer.from(CANARY.text), Buffer.alloc(100, 2)]);
    expect(isFound([...(scans[0] ?? []), planted], Buffer.from(CANARY.text))).toBe(true);
    const masterKey = secrets.get('master key') ?? Buffer.alloc(0);
    expect(isFound([Buffer.from(`key=${masterKey.toString('hex')}`)], masterKey)).toBe(true);
  });
});

/** No other text has it, and the index holds it by itself. */
function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(' ') + 1);
}
