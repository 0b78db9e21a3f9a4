// Alice's contact goes on under another key, in another conversation: what she wrote and chose there goes along.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idFromHex } from '../../src/base/ids.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { approve, ask, contactId } from '../../src/testing/lanes/friends.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import { sqliteFixture } from '../../src/testing/sqlite-fixture.js';

const CHOSEN = { mutedUntil: 8.64e15, pinned: true, archived: true, hidden: true };
const UNSET = { mutedUntil: 0, pinned: false, archived: false, hidden: false, markedUnread: false };

describe.each([
  ['in memory', memoryStore],
  ['in SQLite', sqliteFixture],
])('a conversation %s', (_, open) => {
  const clock = { now: 1_700_000_000_000 };
  let fixture: ReturnType<typeof memoryStore> | ReturnType<typeof sqliteFixture>;
  let alice: LaneNode;
  let bob: LaneNode;
  let newBob: LaneNode;

  beforeEach(async () => {
    fixture = open();
    alice = new LaneNode('alice', fixture.connection, clock);
    [bob, newBob] = [person('bob'), person('new bob')];
    const wire = new LaneWire(alice, bob);
    await befriend(wire);
    wire.cut();
    await wire.settle();
  });
  afterEach(() => {
    fixture.connection.close();
  });

  const person = (name: string) => new LaneNode(name, memoryStore().connection, clock);
  const withPeer = (peer: LaneNode) => alice.conversation(peer.self);

  /** Says to be the one Alice knows under the other key, and is believed. */
  const succeed = async (under: LaneNode, before: LaneNode) => {
    const wire = new LaneWire(under, alice);
    await ask(under, alice, before);
    wire.connect();
    await wire.settle();
    await approve(alice, under);
    await wire.settle();
    wire.cut();
    await wire.settle();
  };

  const attach = async (peer: LaneNode, name: string) => {
    const attachmentId = alice.id();
    const id = idFromHex('attachment', attachmentId);
    if (!id) throw new Error('no id');
    alice.store.attachments.add({
      ...{ id, path: `/home/alice/${name}`, name, sizeBytes: 1 },
      ...{ keepMetadata: true, thumbnail: null, spoolId: null },
    });
    await alice.command('attachFile', { conversationId: withPeer(peer), attachmentId });
  };

  const write = async (peer: LaneNode, text: string) => {
    const conversationId = withPeer(peer);
    await alice.command('setDraft', { conversationId, text });
    await alice.command('setCaption', { conversationId, text: `below ${text}` });
  };

  const shownOf = (peer: LaneNode) => ({
    draft: fixture.inspect.draft(withPeer(peer)),
    caption: fixture.inspect.caption(withPeer(peer)),
    recipients: fixture.inspect.recipients(withPeer(peer)),
    attached: alice.store.attachments.of(withPeer(peer)).map(({ name }) => name),
    settings: fixture.inspect.settings(withPeer(peer)),
  });
  const nothing = { draft: '', caption: '', recipients: [], attached: [], settings: UNSET };

  it('takes draft, files and settings along, at every change and back again', async () => {
    await write(bob, 'half a thought');
    await attach(bob, 'a.txt');
    await attach(bob, 'b.txt');
    const conversationId = withPeer(bob);
    await alice.command('setConversation', { conversationId, ...CHOSEN });
    await alice.command('markUnread', { conversationId });
    await alice.command('setAttachments', { conversationId, recipients: [contactId(alice, bob)] });
    const all = {
      draft: 'half a thought',
      caption: 'below half a thought',
      // Who else gets the files is chosen anew.
      recipients: [],
      attached: ['a.txt', 'b.txt'],
      settings: { ...CHOSEN, markedUnread: true },
    };
    const third = person('third bob');
    for (const [under, before] of [
      [newBob, bob],
      [third, newBob],
    ] as const) {
      await succeed(under, before);
      alice.restart();
      expect([shownOf(before), shownOf(under)]).toEqual([nothing, all]);
    }
    await bob.command('removeContact', { contactId: contactId(bob, alice), history: 'keep' });
    await succeed(bob, third);
    expect([third, newBob, bob].map(shownOf)).toEqual([nothing, nothing, all]);
  });

  it('takes what a face writes that has not heard of the change', async () => {
    await succeed(newBob, bob);
    await write(bob, 'typed meanwhile');
    await attach(bob, 'a.txt');
    expect([shownOf(bob), shownOf(newBob)]).toEqual([
      nothing,
      { ...nothing, draft: 'typed meanwhile', caption: 'below typed meanwhile', attached: ['a.txt'] },
    ]);
  });

  it('goes into the one with somebody who was a contact once, whose own draft stays', async () => {
    await befriend(new LaneWire(alice, newBob));
    await write(newBob, 'of long ago');
    await attach(newBob, 'old.txt');
    await alice.command('removeContact', { contactId: contactId(alice, newBob), history: 'keep' });
    await newBob.command('removeContact', { contactId: contactId(newBob, alice), history: 'keep' });
    await write(bob, 'of now');
    await attach(bob, 'new.txt');
    const rule = { accept: 'all', mostBytes: 5 } as const;
    await alice.command('setFileRule', { contactId: contactId(alice, bob), rule });
    await succeed(newBob, bob);
    expect([shownOf(bob), shownOf(newBob)]).toEqual([
      nothing,
      {
        draft: 'of now\nof long ago',
        caption: 'below of now\nbelow of long ago',
        recipients: [],
        attached: ['new.txt', 'old.txt'],
        settings: UNSET,
      },
    ]);
    expect(alice.store.contacts.byNode(newBob.self)?.fileRule).toEqual(rule);
  });

  it('leaves what was written long ago where it was rather than make a draft no face may write', async () => {
    const [longAgo, now] = ['old '.repeat(10_000), 'new '.repeat(10_000)];
    await befriend(new LaneWire(alice, newBob));
    await write(newBob, longAgo);
    await alice.command('removeContact', { contactId: contactId(alice, newBob), history: 'keep' });
    await newBob.command('removeContact', { contactId: contactId(newBob, alice), history: 'keep' });
    await write(bob, now);
    await succeed(newBob, bob);
    expect([shownOf(bob).draft, shownOf(newBob).draft]).toEqual([longAgo, now]);
  });
});
