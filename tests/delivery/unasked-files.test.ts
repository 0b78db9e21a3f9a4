// What comes without a question has its measure a day, and what is more waits to be asked about.

import { beforeEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../src/adapters/crypto/file-cipher.js';
import { UNASKED_OF_ALL_BYTES } from '../../src/base/unasked-files.js';
import { idFromHex, type UploadId } from '../../src/base/ids.js';
import type { Transfer } from '../../src/core/ports/transfer-store.js';
import { contactId, type Friends, friends } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { PLAIN_OFFER } from '../../src/testing/lanes/offer-file.js';

const MB = 1_000_000;
const DAY_MS = 86_400_000;

describe('pictures of a contact', () => {
  let pair: Friends;
  beforeEach(async () => {
    pair = await friends();
  });

  async function offer(name: string, sizeBytes: number): Promise<void> {
    const { alice, bob, wire } = pair;
    const uploadId = idFromHex('upload', alice.id()) as UploadId;
    const place = {
      uploadId,
      path: `/home/alice/${name}`,
      modifiedMs: 1,
      spool: null,
      view: 'whole' as const,
    };
    const source = { ...place, ...newFileKey(sizeBytes) };
    const to = [{ id: alice.id(), contactId: contactId(alice, bob) }];
    await alice.act({ ...PLAIN_OFFER, source, name, to });
    await wire.settle();
  }
  const transfersAt = (node: LaneNode, peer: LaneNode): readonly Transfer[] => {
    const contact = node.contactOf(peer.self);
    return contact ? node.store.transfers.ofContact(contact) : [];
  };
  const at = (name: string) => {
    const all = transfersAt(pair.bob, pair.alice);
    const { state, isPastBudget } = all.find((transfer) => transfer.name === name) ?? {};
    return { stage: state?.stage, isPastBudget };
  };
  const rule = (accept: 'images' | 'all', mostBytes: number) =>
    pair.bob.command('setFileRule', {
      contactId: contactId(pair.bob, pair.alice),
      rule: { accept, mostBytes },
    });

  const TAKEN = { stage: 'running', isPastBudget: false };
  const PAST_BUDGET = { stage: 'offered', isPastBudget: true };
  const ASKED = { stage: 'offered', isPastBudget: false };

  it('come until 200 MB came in a day; the next one waits and says why, until the day is over', async () => {
    await rule('images', 100 * MB);
    await offer('1.gif', 100 * MB);
    await offer('2.gif', 100 * MB - 65_535);
    await offer('plan.txt', 1);
    await offer('3.gif', 1);
    expect([at('1.gif'), at('2.gif')]).toEqual([TAKEN, TAKEN]);
    expect(at('3.gif')).toEqual(PAST_BUDGET);
    expect(at('plan.txt')).toEqual(ASKED);
    pair.clock.now += DAY_MS;
    await offer('4.gif', 1);
    expect(at('4.gif')).toEqual(TAKEN);
    expect(at('3.gif')).toEqual(PAST_BUDGET);
  });

  it('count although their sender took them back', async () => {
    await rule('images', 200 * MB);
    await offer('1.gif', 200 * MB);
    const [first] = transfersAt(pair.alice, pair.bob);
    await pair.alice.command('cancelFile', { transferId: first?.id ?? '' });
    await pair.wire.settle();
    expect(at('1.gif').stage).toBe('ended');
    await offer('2.gif', 1);
    expect(at('2.gif')).toEqual(PAST_BUDGET);
  });

  it('that are as large as their rule allows come one a day, however large that is', async () => {
    await rule('all', 5_000 * MB);
    await offer('film.mp4', 5_000 * MB);
    await offer('1.gif', 1);
    expect([at('film.mp4'), at('1.gif')]).toEqual([TAKEN, PAST_BUDGET]);
  });

  it('wait when all contacts together sent enough', async () => {
    pair.bob.store.transfers.putUnasked('all', {
      since: pair.clock.now,
      bytes: UNASKED_OF_ALL_BYTES - 65_536,
    });
    await offer('1.gif', 1);
    await offer('2.gif', 1);
    expect([at('1.gif'), at('2.gif')]).toEqual([TAKEN, PAST_BUDGET]);
  });

  it('that wait are taken when the owner says so', async () => {
    pair.bob.store.transfers.putUnasked('all', { since: pair.clock.now, bytes: UNASKED_OF_ALL_BYTES });
    await offer('1.gif', 1);
    const [waiting] = transfersAt(pair.bob, pair.alice);
    await pair.bob.act({ act: 'accept', transferId: waiting?.id ?? '', saveTo: null });
    await pair.wire.settle();
    expect(at('1.gif').stage).toBe('running');
  });
});
