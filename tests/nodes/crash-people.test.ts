// Nodes killed in the middle of a key change, a removal and the renewal of a session: nothing is lost, nothing comes twice.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import { until } from '../../src/testing/node/observe.js';
import {
  approve,
  approved,
  addByAddress,
  befriend,
  contactOf,
  history,
  newId,
  received,
  requestFrom,
  send,
  systemCodes,
  type TestNode,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import type { CrashPlace } from '../../src/testing/node/start-arguments.js';
import { AROUND_COMMIT } from './crash-points.js';
import { Stage } from './stage.js';

let stage: Stage;
let alice: NodeProcess;
beforeEach(async () => {
  stage = await Stage.open();
  alice = await stage.process(await stage.home('Alice'));
});
afterEach(() => stage.clear());

/** Alice dies at the point in the first commit after `next` has begun; afterwards she runs again. */
async function dieAt(point: CrashPlace['point'], next: () => Promise<unknown>): Promise<void> {
  await alice.arm({ point, passing: 1 });
  await next();
  await alice.exited;
  await alice.start();
}

/** What a face does: the command without an answer is repeated in the next life. */
async function dieAtCommand(point: CrashPlace['point'], command: () => Promise<unknown>): Promise<void> {
  await dieAt(point, () =>
    command().catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
    }),
  );
  await command();
  expect(await alice.client.call('checkStore', {})).toEqual({ ok: true, problems: [] });
}

async function textsWith(node: TestNode, other: TestNode): Promise<string[]> {
  return (await history(node, other)).map(({ text }) => text);
}

describe('a node killed while a contact comes back under a new key', () => {
  let bob: TestNode;
  let newBob: TestNode;
  beforeEach(async () => {
    [bob, newBob] = await stage.people('Bob', 'Bob again');
    await befriend(alice, bob);
    await send(alice, bob, 'before');
    await received(bob, alice, ['before']);
    await untilNothingQueued(alice);
  }, 120_000);

  const claim = async () => {
    const { nodeId, address } = await newBob.client.call('lookUp', { target: alice.address });
    await claimFrom(nodeId, address);
  };

  async function claimFrom(nodeId: string, address: string | null): Promise<void> {
    const asked = { id: newId(), nodeId, address, name: '', note: '', trust: 'address' as const };
    await newBob.client.call('addContact', { ...asked, replaces: bob.home.self.nodeIdText });
  }

  it.each(AROUND_COMMIT)(
    'stops for the claim, and waits for its owner: %s',
    async (point) => {
      await bob.stop();
      // Another commit may come first and kill her: then the claim is tried again by itself.
      await dieAt(point, () => claimFrom(alice.home.self.nodeId, alice.address));
      await contactOf(alice, bob, ({ state }) => state === 'frozen');
      await send(alice, bob, 'who are you?');
      await approve(alice, newBob);
      await goesOnUnderTheNewKey();
    },
    120_000,
  );

  it.each(AROUND_COMMIT)(
    'gives the new key what waits, once: %s',
    async (point) => {
      await claim();
      await contactOf(alice, bob, ({ state }) => state === 'frozen');
      await send(alice, bob, 'who are you?');
      // Nothing but the approval is to be committed next.
      await Promise.all([bob.stop(), newBob.stop()]);
      const { id: requestId } = await requestFrom(alice, newBob);
      const contactId = newId();
      await dieAtCommand(point, () =>
        alice.client.call('approveRequest', { requestId, contactId, name: '' }),
      );
      await Promise.all([bob.start(), newBob.start()]);
      await goesOnUnderTheNewKey();
      expect(await textsWith(bob, alice)).toEqual(['before']);
    },
    120_000,
  );

  async function goesOnUnderTheNewKey(): Promise<void> {
    await approved(alice, newBob);
    await received(newBob, alice, ['who are you?']);
    await send(newBob, alice, 'Bob, with a new key');
    await received(alice, newBob, ['Bob, with a new key']);
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(newBob)]);
    for (const texts of [await textsWith(alice, newBob), await textsWith(newBob, alice)]) {
      expect(texts).toEqual(['who are you?', 'Bob, with a new key']);
    }
    const changes = (await systemCodes(alice, newBob)).filter((code) => code === 'CONTACT_KEY_CHANGED');
    expect(changes).toHaveLength(1);
  }
});

describe('a node killed while its owner removes a contact', () => {
  it.each(AROUND_COMMIT)(
    'has removed it, and takes it back with nothing lost: %s',
    async (point) => {
      const [bob] = await stage.people('Bob');
      await befriend(alice, bob);
      await send(alice, bob, 'one');
      await send(bob, alice, 'two');
      await received(bob, alice, ['one']);
      await received(alice, bob, ['two']);
      await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
      const { id: contactId, conversationId } = await contactOf(alice, bob);
      await bob.stop();
      await dieAtCommand(point, () => alice.client.call('removeContact', { contactId, history: 'keep' }));
      await until(alice.client, ['contacts', {}], (rows) => rows.length === 0);
      await bob.start();
      await addByAddress(alice, bob);
      const back = await approved(alice, bob);
      expect(back.conversationId).toBe(conversationId);
      await send(alice, bob, 'three');
      await received(bob, alice, ['one', 'three']);
      await send(bob, alice, 'four');
      await received(alice, bob, ['two', 'four']);
      for (const rows of [await history(alice, bob), await history(bob, alice)]) {
        expect(rows.map(({ text }) => text).toSorted()).toEqual(['four', 'one', 'three', 'two']);
        expect(rows.every(({ gapBefore }) => gapBefore === 0)).toBe(true);
      }
    },
    120_000,
  );
});

describe('a node killed while a session is renewed', () => {
  let mallory: HostileContact;
  beforeEach(async () => {
    mallory = await HostileContact.approvedBy(alice, new HostilePeer(stage.yard.nextHost()));
    await mallory.write('before');
    await shown(['before']);
  });
  afterEach(() => {
    mallory.link.socket.end();
  });

  const asked = () => ({ conversationId: mallory.conversation, limit: 200 });
  const shown = (texts: readonly string[]) =>
    until(alice.client, ['messages', asked()], (rows) => {
      const found = rows.filter(({ direction }) => direction === 'in').map(({ text }) => text);
      return found.length === texts.length && found.every((text, index) => text === texts[index]);
    });
  const write = async (text: string) => {
    const contactId = await until(
      alice.client,
      ['contacts', {}],
      (rows) => rows.find(({ nodeId }) => nodeId === mallory.peer.nodeId)?.id,
    );
    await alice.client.call('sendMessage', { id: newId(), contactId, text });
  };
  it.each(AROUND_COMMIT)(
    'because it could not read on asks until it can: %s',
    async (point) => {
      const unreadable = () => {
        const sealed = { type: 'whisper' as const, ciphertext: new Uint8Array(200).fill(7) };
        mallory.deliver(sealed, mallory.numbers.acked + 1);
        return Promise.resolve();
      };
      await dieAt(point, unreadable);
      const link = await mallory.reopen();
      // It was not acknowledged, so it comes again.
      await unreadable();
      await link.frame('sessionRenewal');
      mallory.numbers.sent = mallory.numbers.acked;
      await talksOn();
    },
    120_000,
  );

  it.each(AROUND_COMMIT)(
    'because the other asked for it writes on in the new one: %s',
    async (point) => {
      const bundle = await mallory.peer.party.cipher.makeBundle(mallory.node, Date.now());
      const renew = () => {
        mallory.link.send({ kind: 'sessionRenewal', bundle });
        return Promise.resolve();
      };
      await dieAt(point, renew);
      await mallory.reopen();
      await renew();
      await talksOn();
    },
    120_000,
  );

  async function talksOn(): Promise<void> {
    await mallory.write('after');
    await shown(['before', 'after']);
    await write('back');
    const texts = () =>
      mallory.read.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    while (texts().length === 0) await mallory.untilRead(mallory.read.length + 1);
    await mallory.link.settled();
    expect(texts()).toEqual(['back']);
    expect(await alice.client.call('checkStore', {})).toEqual({ ok: true, problems: [] });
  }
});
