// One file for several people: it is the same one, or it is noticed.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileCipher, newFileKey } from '../../src/adapters/crypto/file-cipher.js';
import { contentCode } from '../../src/adapters/sqlite/read/content-code.js';
import { idFromHex, type TransferId } from '../../src/base/ids.js';
import { DiskRoom } from '../../src/node/files/disk-room.js';
import { ReceivingDesk } from '../../src/node/files/receiving-desk.js';
import { TAG_BYTES } from '../../src/protocol/file-header.js';
import { accept, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';

const SIZE = 100_000;

describe('a file for two people', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  /** Of the file of this name, once it is here. */
  async function codeAt(node: TestNode, name: string): Promise<string> {
    const { contentCode: code } = await transferOf(node, name, (row) => row.stage === 'done');
    expect(code).toMatch(/^[0-9a-f]{64}$/);
    return code ?? '';
  }

  it('has one code for both, another one when it is sent anew, and none before it is here', async () => {
    const [alice, bob, carol] = await stage.people('Alice', 'Bob', 'Carol');
    await befriend(alice, bob);
    await befriend(alice, carol);
    const bytes = fileBytes(SIZE);
    await offer(alice, [bob, carol], await makeFile(alice, 'a.bin', bytes));
    expect(await transferOf(bob, 'a.bin')).toMatchObject({ stage: 'offered', contentCode: null });
    await accept(bob, 'a.bin', null);
    const code = await codeAt(bob, 'a.bin');
    await accept(carol, 'a.bin', null);
    expect(await codeAt(carol, 'a.bin')).toBe(code);
    await offer(alice, [carol], await makeFile(alice, 'b.bin', bytes));
    await accept(carol, 'b.bin', null);
    expect(await codeAt(carol, 'b.bin')).not.toBe(code);
  });
});

describe('a sender that has two files for one offer', () => {
  const { key, header } = newFileKey(SIZE);
  const ID = { bob: idOf('b'), carol: idOf('c') };
  const FILE = { bob: sealed(fileBytes(SIZE, 1)), carol: sealed(fileBytes(SIZE, 2)) };
  let directory: string;
  let desk: ReceivingDesk;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-two-'));
    desk = new ReceivingDesk(
      { directory, localAddress: undefined },
      () => undefined,
      new DiskRoom(directory),
    );
    for (const who of ['bob', 'carol'] as const) {
      await desk.open({ id: ID[who], key, header });
      desk.put({ id: ID[who], index: 0, sealed: FILE[who].chunk });
    }
  });
  afterEach(async () => {
    desk.closeAll();
    await rm(directory, { recursive: true, force: true });
  });

  function idOf(digit: string): TransferId {
    return idFromHex('transfer', digit.repeat(32)) as TransferId;
  }

  /** Under the key and the header both were told. */
  function sealed(bytes: Uint8Array) {
    const chunk = new Uint8Array(SIZE + TAG_BYTES);
    fileCipher(key, header)?.seal(0, bytes, chunk);
    const hash = createHash('sha256').update(chunk).digest();
    return { chunk, root: new Uint8Array(createHash('sha256').update(hash).digest()) };
  }

  it('is refused by the one whose file does not have the root that is stated to everybody', async () => {
    const { root } = FILE.bob;
    expect(await desk.keep({ id: ID.bob, root })).toBeNull();
    const refused = expect.objectContaining({ code: 'PAYLOAD_REFUSED' }) as Error;
    await expect(desk.keep({ id: ID.carol, root })).rejects.toThrow(refused);
  });

  it('is noticed by the codes of the two where it states another root to each', async () => {
    for (const who of ['bob', 'carol'] as const) await desk.keep({ id: ID[who], root: FILE[who].root });
    expect(contentCode(header, FILE.bob.root)).not.toBe(contentCode(header, FILE.carol.root));
  });
});
