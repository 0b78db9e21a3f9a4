import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  BOB_CONTACT,
  WITH_BOB,
  sampleContact,
  sampleMessage,
  sampleOutboxRow,
  sampleStream,
} from './samples.js';
import type { CurrentStore } from './store-fixture.js';

const CONVERSATION = { kind: 'conversation', key: WITH_BOB } as const;
const CONTACT = { kind: 'contact', key: BOB_CONTACT } as const;

export function transactionContract(current: CurrentStore): void {
  describe('a transaction', () => {
    const writeEverywhere = (): void => {
      const { store } = current().connection;
      store.messages.add(sampleMessage(1, { unread: true }));
      store.outbox.append(sampleOutboxRow(1));
      store.streams.put(sampleStream());
      store.streams.addSeen(BOB_CONTACT, 1, new Uint8Array(32));
      store.conversations.setDraft(WITH_BOB, 'half a thought');
      store.signal.putSession('bob.1', new Uint8Array([1]));
      store.notices.add('NODE_LOCKED', {}, 1);
      store.changes.touch(CONVERSATION);
    };
    const expectNothing = (): void => {
      const { connection, inspect } = current();
      const { store } = connection;
      expect(store.messages.lastBy(WITH_BOB, BOB)).toBeUndefined();
      expect(store.outbox.all(BOB_CONTACT)).toEqual([]);
      expect(store.streams.get(BOB_CONTACT)).toBeUndefined();
      expect(store.streams.seen(BOB_CONTACT, 1)).toBeUndefined();
      expect(inspect.draft(WITH_BOB)).toBe('');
      expect(inspect.unread(WITH_BOB)).toBe(0);
      expect(store.signal.session('bob.1')).toBeUndefined();
      expect(inspect.notices()).toEqual([]);
    };

    it('leaves nothing when it was rolled back', () => {
      const { connection } = current();
      writeEverywhere();
      connection.rollback();
      connection.begin();
      expectNothing();
      expect(connection.commit().entities).toEqual([]);
    });

    it('leaves nothing of an item that was dropped, and everything of one that was kept', () => {
      const { connection } = current();
      connection.beginItem();
      connection.store.changes.touch(CONTACT);
      connection.keepItem();
      connection.beginItem();
      writeEverywhere();
      connection.dropItem();
      expectNothing();
      connection.beginItem();
      connection.store.messages.add(sampleMessage(1));
      connection.keepItem();
      expect(connection.commit().entities).toEqual([`contact:${BOB_CONTACT}`]);
      connection.begin();
      expect(connection.store.messages.lastBy(WITH_BOB, BOB)?.authorSeq).toBe(1);
    });

    it('shows rows as they were before an item that was dropped had changed them', () => {
      const { connection } = current();
      const { contacts, conversations, messages, streams } = connection.store;
      const [contact, talk] = [contacts.get(BOB_CONTACT), conversations.get(WITH_BOB)];
      const queued = sampleMessage(1, { author: ALICE, state: 'queued' });
      streams.put(sampleStream());
      messages.add(queued);
      const read = () => [
        contacts.get(BOB_CONTACT),
        contacts.byNode(BOB),
        conversations.get(WITH_BOB),
        streams.get(BOB_CONTACT),
        messages.byId(WITH_BOB, ALICE, queued.id),
        messages.lastBy(WITH_BOB, ALICE),
      ];
      const before = read();
      connection.beginItem();
      contacts.put({ ...sampleContact(), name: 'Robert' });
      if (talk) conversations.put({ ...talk, lamport: 77 });
      streams.put({ ...sampleStream(), sent: 9 });
      messages.setState(WITH_BOB, ALICE, queued.id, 'delivered');
      messages.add(sampleMessage(2, { author: ALICE }));
      expect(read()).toMatchObject([
        { name: 'Robert' },
        { name: 'Robert' },
        { lamport: 77 },
        { sent: 9 },
        { state: 'delivered' },
        { authorSeq: 2 },
      ]);
      connection.dropItem();
      expect(contact).toBeDefined();
      expect(read()).toEqual(before);
    });

    it('leaves nothing of kept items either when the whole was rolled back', () => {
      const { connection } = current();
      connection.beginItem();
      writeEverywhere();
      connection.keepItem();
      connection.rollback();
      connection.begin();
      expectNothing();
    });

    it('names each touched entity once and raises the revision', () => {
      const { connection } = current();
      const before = connection.commit().rev;
      connection.begin();
      connection.store.changes.touch(CONVERSATION);
      connection.beginItem();
      connection.store.changes.touch(CONVERSATION);
      connection.store.changes.touch(CONTACT);
      connection.keepItem();
      const committed = connection.commit();
      expect([...committed.entities].sort()).toEqual([`contact:${BOB_CONTACT}`, `conversation:${WITH_BOB}`]);
      expect(committed.rev).toBe(before + 2);
    });

    it('keeps the revision when nothing was touched', () => {
      const { connection } = current();
      const before = connection.commit().rev;
      connection.begin();
      connection.store.messages.add(sampleMessage(1));
      expect(connection.commit()).toEqual({ rev: before, entities: [] });
    });

    it('does not carry touches over from a transaction that was rolled back', () => {
      const { connection } = current();
      connection.store.changes.touch(CONTACT);
      connection.rollback();
      connection.begin();
      connection.store.changes.touch(CONVERSATION);
      expect(connection.commit().entities).toEqual([`conversation:${WITH_BOB}`]);
    });
  });
}
