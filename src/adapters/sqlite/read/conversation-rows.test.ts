import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatNodeId } from '../../../base/ids.js';
import { conversationRow } from '../../../contract/values.js';
import { BOB, BOB_CONTACT, sampleContact, sampleId, WITH_BOB } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';

const CAROL = sampleId('node', 0xca201);
const CAROL_CONTACT = sampleId('contact', 0xca201);
const WITH_CAROL = sampleId('conversation', 0xca201);

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

describe('reading conversations', () => {
  it('gives the last message shown, the unread count and the draft', () => {
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'first'));
      store.messages.add(writtenMessage(2, 'second', { unread: true }));
      store.messages.add(writtenMessage(3, { kind: 'withdrawn' }, { kind: 4 }));
      store.conversations.setDraft(WITH_BOB, 'half a sent');
    });
    const { rows } = fixture.reader.read({ kind: 'conversations' }).value;
    const row = conversationRow.parse(rows[0]);
    expect(row).toMatchObject({ id: WITH_BOB, contactId: BOB_CONTACT, unread: 1, draft: 'half a sent' });
    expect(row.last?.text).toBe('second');
  });

  it('names the unread message that came last, where it crossed another on the way', () => {
    const read = () => conversationRow.parse(fixture.reader.read({ kind: 'conversations' }).value.rows[0]);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(9, 'the newest'));
      store.messages.add(writtenMessage(7, 'crossed it', { unread: true }));
      store.messages.add(writtenMessage(5, 'came after', { unread: true }));
    });
    expect([read().last?.text, read().arrived?.text]).toEqual(['the newest', 'came after']);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(10, 'in order', { unread: true }));
    });
    expect([read().last?.text, read().arrived]).toEqual(['in order', null]);
  });

  it('are found by their own id and by their contact', () => {
    const found = (...ids: string[]) => fixture.reader.read({ kind: 'conversations', ids }).value.rows.length;
    expect([found(WITH_BOB), found(BOB_CONTACT), found(WITH_CAROL), found()]).toEqual([1, 1, 0, 0]);
  });

  it('of a removed contact stay while there is a history', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ state: 'removed' }));
      store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
      store.messages.add(writtenMessage(1, 'remember'));
    });
    const rows = () => fixture.reader.read({ kind: 'conversations' }).value.rows;
    const { fingerprint } = sampleContact();
    const former = { nodeId: BOB, nodeIdText: formatNodeId(BOB), fingerprint, successorId: null };
    expect(rows().map((row) => conversationRow.parse(row))).toMatchObject([
      { contactId: null, former, name: 'Bob' },
    ]);
    fixture.commit((store) => {
      store.conversations.clear(WITH_BOB);
    });
    expect(rows()).toEqual([]);
  });
});

describe('reading a conversation its contact left', () => {
  const left = () => fixture.reader.read({ kind: 'conversations', ids: [BOB_CONTACT] }).value.rows;
  const counts = () => fixture.reader.read({ kind: 'counts', now: 0 }).value;

  it('names who goes on elsewhere, until that one is removed; then nothing in it counts as unread', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ nodeId: CAROL }));
      store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
      store.conversations.leaveTo(WITH_BOB, BOB_CONTACT);
      store.messages.add(writtenMessage(1, 'before', { unread: true }));
    });
    const nodeIdText = formatNodeId(BOB);
    expect(left()).toMatchObject([
      { name: 'Bob', unread: 1, former: { nodeIdText, fingerprint: null, successorId: BOB_CONTACT } },
    ]);
    expect(counts()).toMatchObject({ unread: 1, unreadUnmuted: 1 });
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ nodeId: CAROL, state: 'removed' }));
    });
    expect(left()).toMatchObject([{ unread: 0, former: { nodeIdText, successorId: null } }]);
    expect(counts()).toMatchObject({ unread: 0, unreadUnmuted: 0 });
  });

  it('says that it has another key also where the old one is a contact that was removed', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ state: 'removed' }));
      store.contacts.put(sampleContact({ id: CAROL_CONTACT, nodeId: CAROL }));
      store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
      store.conversations.leaveTo(WITH_BOB, CAROL_CONTACT);
      store.messages.add(writtenMessage(1, 'before'));
    });
    const { rows } = fixture.reader.read({ kind: 'conversations' }).value;
    expect(rows).toMatchObject([{ former: { successorId: CAROL_CONTACT } }]);
  });

  it('is none while somebody is asked who was a contact once', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ state: 'requested' }));
      store.conversations.put({ id: WITH_BOB, contactId: null, peer: BOB, lamport: 0 });
      store.messages.add(writtenMessage(1, 'before'));
    });
    expect(fixture.reader.read({ kind: 'conversations' }).value.rows).toMatchObject([{ former: null }]);
  });
});
