// Alice deletes single messages of which a copy waits in her outbox: they stand on no page of her store, nor of its log.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { ask, contactId, say, systemLines } from '../../src/testing/lanes/friends.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';
import { meet, Person } from '../../src/testing/lanes/person.js';
import { findInStore } from '../../src/testing/store-scan/find-in-store.js';

describe('what Alice deletes while a copy of it waits in her outbox', () => {
  let alice: Person;
  let bob: Person;
  beforeEach(async () => {
    [alice, bob] = [new Person('alice'), new Person('bob')];
    await befriend(new LaneWire(alice.node, bob.node));
    await meet(alice, bob);
  });
  afterEach(() => {
    Person.closeAll();
  });

  const placesOf = (what: string | Buffer) => findInStore(alice.database, what);
  const deleteForGood = async (...messageIds: string[]) => {
    const conversationId = alice.node.conversation(bob.node.self);
    await alice.node.command('deleteMessages', { id: alice.node.id(), conversationId, messageIds });
    Person.clock.now += 10_000;
    alice.node.lane.push({ kind: 'carryOutDeletions' });
    await alice.node.lane.idle();
  };
  /** Alice has encrypted the key of a file for Bob, and it does not arrive. */
  const offerAndOweKey = async () => {
    const wire = new LaneWire(alice.node, bob.node);
    const uploadId = await offerFile(alice.node, bob.node);
    wire.connect();
    await wire.settle();
    const key = Buffer.from(alice.node.store.transfers.upload(uploadId)?.key ?? []);
    const [transfer] = bob.node.store.transfers.ofContact(contactId(bob.node, alice.node) as never);
    // His word arrives, and nothing of hers any more.
    wire.framesUntilCut = 1;
    await bob.node.act({ act: 'accept', transferId: transfer?.id ?? '', saveTo: null });
    await wire.settle();
    return key;
  };

  it('is gone from an envelope that nobody acknowledged, once Bob is no contact any more', async () => {
    const wire = new LaneWire(alice.node, bob.node);
    wire.connect();
    await wire.settle();
    const id = await say(alice.node, bob.node, 'zq sealed 41b7');
    wire.cut();
    await wire.settle();
    const bobsId = contactId(alice.node, bob.node);
    expect(alice.node.store.outbox.all(bobsId as never).map(({ sealed }) => sealed !== null)).toEqual([true]);
    await alice.node.command('removeContact', { contactId: bobsId, history: 'keep' });
    expect(placesOf('zq sealed 41b7')).not.toEqual([]);
    await deleteForGood(id);
    expect(placesOf('zq sealed 41b7')).toEqual([]);
  });

  it.each(['encrypted', 'waiting'])(
    'is gone when she removes Bob and keeps the history: the key of a file, %s for him',
    async (how) => {
      const key = await offerAndOweKey();
      const bobsId = contactId(alice.node, bob.node);
      if (how === 'waiting') alice.node.store.outbox.unsealAll(bobsId as never);
      const owed = alice.node.store.outbox.all(bobsId as never).filter(({ kind }) => kind === 'service');
      expect(owed.map(({ sealed }) => sealed !== null)).toContain(how === 'encrypted');
      expect(key).toHaveLength(32);
      expect(placesOf(key)).not.toEqual([]);
      await alice.node.command('removeContact', { contactId: bobsId, history: 'keep' });
      await alice.node.lane.idle();
      expect(placesOf(key)).toEqual([]);
    },
  );

  it('is not sent anew, empty, to Bob who is a contact again and has lost what he had', async () => {
    bob.backUp();
    await offerAndOweKey();
    const bobsId = contactId(alice.node, bob.node);
    await alice.node.command('removeContact', { contactId: bobsId, history: 'keep' });
    bob.restore();
    await ask(alice.node, bob.node);
    await meet(alice, bob);
    expect(systemLines(alice.node, bob.node)).toContain('PEER_STORE_RESTORED');
    await say(alice.node, bob.node, 'here again');
    await meet(alice, bob);
    expect(bob.node.history(alice.node.self).at(-1)).toBe('peer: here again');
    expect(alice.node.store.outbox.all(bobsId as never)).toEqual([]);
    const alicesId = contactId(bob.node, alice.node);
    expect(bob.node.store.streams.refusedAbove(alicesId as never, 0)).toEqual([]);
  });

  it('is gone from what was to be given back to Bob, and the rest comes back to him', async () => {
    bob.backUp();
    const ids: string[] = [];
    for (let number = 0; number < 12; number++)
      ids.push(await say(bob.node, alice.node, `zq lost ${String(number)}.`));
    await meet(alice, bob);
    bob.restore();
    // The old life ends with the first link; on the second Alice queues what she holds, and encrypts some of it.
    await meet(alice, bob, 2);
    await meet(alice, bob, 5);
    const owed = alice.node.store.outbox.all(contactId(alice.node, bob.node) as never);
    const waiting = owed.map(({ sealed }) => sealed !== null);
    expect(waiting).toContain(true);
    const [first = '', last = ''] = [ids[0], ids.at(-1)];
    expect(placesOf('zq lost 0.')).not.toEqual([]);
    await deleteForGood(`${bob.node.self}-${first}`, `${bob.node.self}-${last}`);
    expect([placesOf('zq lost 0.'), placesOf('zq lost 11.')]).toEqual([[], []]);
    await meet(alice, bob);
    const back = bob.node.history(alice.node.self).filter((line) => line.includes('zq lost'));
    expect(back.length).toBeGreaterThanOrEqual(10);
  });
});
