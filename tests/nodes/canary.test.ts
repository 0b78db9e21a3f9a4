import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { idFromHex } from '../../src/base/ids.js';
import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { addressName, DEVICE } from '../../src/adapters/signal/protocol-address.js';
import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import {
  addByAddress,
  approve,
  approved,
  contactOf,
  send,
  untilMessages,
} from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

const CANARY = {
  text: 'canary text 7f3a91c2',
  reply: 'canary reply 0b66d1e8',
  note: 'canary note 51e0aa4d',
  contactName: 'Canary Robin',
  draft: 'canary draft e2c94f10',
};

/** A name that is found nowhere else. */
const OWNER = 'Zuzanna';

describe('the disk of a node', () => {
  let stage: Stage;
  let temporary: string;
  let home: TestHome;
  let other: TestHome;
  /** While the node runs, after it was killed, and after it was stopped. */
  const scans: Buffer[][] = [];
  const secrets = new Map<string, Buffer>();

  beforeAll(async () => {
    stage = await Stage.open();
    // Whatever the nodes put into the directory for temporary files is theirs alone.
    temporary = join(stage.yard.dir, 'tmp');
    await mkdir(temporary);
    Object.assign(process.env, { TMPDIR: temporary, KITH_LOG_LEVEL: 'debug' });
    [home, other] = [await stage.home(OWNER), await stage.home('Bob')];
    await liveThrough(await stage.process(home), await stage.process(other));
    await collectSecrets();
  }, 60_000);
  afterAll(async () => {
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
    scans.push(await everyFile());
    await owner.kill();
    scans.push(await everyFile());
    await owner.start();
    await owner.stop();
    await friend.stop();
    scans.push(await everyFile());
  }

  /** Of both homes and the temporary directory, but not the tests' own file with the password. */
  async function everyFile(): Promise<Buffer[]> {
    const files: Buffer[] = [];
    for (const dir of [home.dir, other.dir, temporary]) {
      for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) files.push(await readFile(join(entry.parentPath, entry.name)));
      }
    }
    return files;
  }

  async function collectSecrets(): Promise<void> {
    for (const [name, text] of Object.entries({ ...CANARY, password: TEST_PASSWORD, owner: OWNER })) {
      secrets.set(name, Buffer.from(text));
    }
    const { vaultFile, databaseFile } = homeIn(home.dir);
    const vault = { vaultFile, files: durableFiles(), onRestored: () => undefined };
    const masterKey = (await openVault(vault, new Secret(TEST_PASSWORD))).reveal();
    secrets.set('master key', Buffer.from(masterKey));
    const connection = openStore({ path: databaseFile, key: new Secret(new Uint8Array(masterKey)) });
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

  it('would give a planted canary away', () => {
    const planted = Buffer.concat([Buffer.alloc(5_000, 1), Buffer.from(CANARY.text), Buffer.alloc(100, 2)]);
    expect(isFound([...(scans[0] ?? []), planted], Buffer.from(CANARY.text))).toBe(true);
    const masterKey = secrets.get('master key') ?? Buffer.alloc(0);
    expect(isFound([Buffer.from(`key=${masterKey.toString('hex')}`)], masterKey)).toBe(true);
  });
});
