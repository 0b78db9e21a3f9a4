import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatNodeId } from '../../../base/ids.js';
import { blockedRow, contactRow, requestRow } from '../../../contract/values.js';
import { encodeRecord } from '../../../protocol/record-codec.js';
import { encodeSigned } from '../../../protocol/signed-codec.js';
import { PROTOCOL_VERSIONS } from '../../../protocol/version.js';
import {
  BOB,
  BOB_CONTACT,
  WITH_BOB,
  sampleContact,
  sampleId,
  sampleOutboxRow,
  sampleRequest,
  sampleStream,
} from '../../../testing/contracts/samples.js';
import {
  DERIVED_CONVERSATION,
  type ReadingFixture,
  readingFixture,
  writtenMessage,
} from '../../../testing/reading-fixture.js';
import { openReader } from '../database.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

const OF_BOB = sampleId('incarnation', 0xb0b);
const CAROL = sampleId('node', 0xca201);
const CAROL_CONTACT = sampleId('contact', 0xca201);

describe('reading contacts', () => {
  it('gives what the contract promises, with the messages that wait', () => {
    fixture.commit((store) => {
      store.outbox.append(sampleOutboxRow(1));
      store.outbox.append(sampleOutboxRow(2));
      store.outbox.append(sampleOutboxRow(3, { kind: 'service' }));
    });
    const { rows, hasMore } = fixture.reader.read({ kind: 'contacts' }).value;
    expect(rows.map((row) => contactRow.parse(row))).toEqual([
      {
        id: BOB_CONTACT,
        nodeId: BOB,
        nodeIdText: formatNodeId(BOB),
        conversationId: WITH_BOB,
        name: 'Bob',
        isNamedByOwner: true,
        profileName: null,
        fingerprint: sampleContact().fingerprint,
        state: 'approved',
        trust: 'compared',
        addresses: [],
        note: '',
        since: 1_000,
        queued: 2,
        fileRule: { accept: 'images', mostBytes: 2_000_000 },
      },
    ]);
    expect(hasMore).toBe(false);
  });

  it.each([
    [{ name: 'Bobby', profileName: 'Robert', typedAddress: 'bob.example:8443' }, 'Bobby'],
    [{ name: '', profileName: 'Robert', typedAddress: 'bob.example:8443' }, 'Robert'],
    [{ name: '', profileName: null, typedAddress: 'bob.example:8443' }, 'bob.example:8443'],
    [{ name: '', profileName: null, typedAddress: null }, formatNodeId(BOB)],
  ])('of the names %j shows %s', (names, shown) => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact(names));
    });
    expect(fixture.reader.read({ kind: 'contacts' }).value.rows[0]?.name).toBe(shown);
    expect(fixture.reader.read({ kind: 'conversations' }).value.rows[0]?.name).toBe(shown);
  });

  it('names each address once, the typed one first', () => {
    const addresses = [
      { host: '2001:db8::7', port: 8443, tlsKeyHash: null },
      { host: 'bob.example', port: 8443, tlsKeyHash: null },
    ];
    const body = encodeRecord({ nodeId: BOB, addresses, versions: PROTOCOL_VERSIONS, sequence: 1 });
    const record = encodeSigned({ body, signature: new Uint8Array(64).fill(1) });
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ typedAddress: 'bob.example:8443', record }));
    });
    expect(fixture.reader.read({ kind: 'contacts' }).value.rows[0]?.addresses).toEqual([
      'bob.example:8443',
      '[2001:db8::7]:8443',
    ]);
  });

  it('leaves out removed ones, and reads only the ids it is asked for', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ id: CAROL_CONTACT, nodeId: CAROL, since: 500 }));
    });
    const ids = (...wanted: string[]) => {
      return fixture.reader.read({ kind: 'contacts', ids: wanted }).value.rows.map(({ id }) => id);
    };
    expect(fixture.reader.read({ kind: 'contacts' }).value.rows.map(({ id }) => id)).toEqual([
      CAROL_CONTACT,
      BOB_CONTACT,
    ]);
    expect(ids(BOB_CONTACT, 'ff'.repeat(16), 'not an id')).toEqual([BOB_CONTACT]);
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ state: 'removed' }));
    });
    expect(ids(BOB_CONTACT, CAROL_CONTACT)).toEqual([CAROL_CONTACT]);
  });

  it('knows the conversation nobody wrote in yet', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ id: CAROL_CONTACT, nodeId: CAROL, since: 500 }));
    });
    const [carol] = fixture.reader.read({ kind: 'contacts', ids: [CAROL_CONTACT] }).value.rows;
    expect(carol?.conversationId).toBe(DERIVED_CONVERSATION);
  });
});

describe('reading requests', () => {
  it('gives what the contract promises, with the contact it claims to replace', () => {
    const [first, second] = [sampleId('request', 1), sampleId('request', 2)];
    fixture.commit((store) => {
      store.requests.put(sampleRequest({ id: second, nodeId: CAROL, receivedAt: 2_000 }));
      const replacing = { replaces: BOB, countersigned: true, receivedAt: 1_000 };
      store.requests.put(sampleRequest({ id: first, nodeId: sampleId('node', 0xb0b2), ...replacing }));
    });
    const { rows } = fixture.reader.read({ kind: 'requests' }).value;
    expect(rows.map((row) => requestRow.parse(row)).map(({ id, replaces }) => ({ id, replaces }))).toEqual([
      { id: first, replaces: { contactId: BOB_CONTACT, name: 'Bob', countersigned: true } },
      { id: second, replaces: null },
    ]);
    expect(fixture.reader.read({ kind: 'requests', ids: [second] }).value.rows).toHaveLength(1);
  });
});

describe('reading who was blocked while asking', () => {
  it('gives what the contract promises, and nobody whose request was merely answered', () => {
    const { name, fingerprint } = sampleRequest();
    fixture.commit((store) => {
      store.requests.block(sampleRequest({ nodeId: CAROL }));
      store.requests.settle(BOB, { answered: sampleId('request', 1) });
    });
    const rows = () => fixture.reader.read({ kind: 'blocked', ids: [CAROL, BOB] }).value.rows;
    expect(fixture.reader.read({ kind: 'blocked' }).value.rows).toEqual(rows());
    expect(rows().map((row) => blockedRow.parse(row))).toEqual([
      { id: CAROL, nodeIdText: formatNodeId(CAROL), name, fingerprint, wasContact: false },
    ]);
  });

  it.each([
    ['was a contact and was never linked', { sent: 1 }, true],
    ['was a contact before either side began another life', { peerIncarnation: OF_BOB }, true],
    ['never accepted what the owner asked', {}, false],
  ])('tells who %s from who only asked', (_, past, wasContact) => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ state: 'removed' }));
      store.streams.put(sampleStream(past));
      for (const nodeId of [BOB, CAROL]) store.requests.block(sampleRequest({ nodeId }));
    });
    const { rows } = fixture.reader.read({ kind: 'blocked' }).value;
    expect(rows.map(({ id, wasContact }) => [id, wasContact])).toEqual(
      expect.arrayContaining([
        [BOB, wasContact],
        [CAROL, false],
      ]),
    );
  });
});

describe('reading what the status shows', () => {
  it('counts what waits, what was asked and what is unread, and gives the newest notices', () => {
    fixture.commit((store) => {
      store.outbox.append(sampleOutboxRow(1));
      store.outbox.append(sampleOutboxRow(2, { kind: 'service' }));
      store.requests.put(sampleRequest({ nodeId: CAROL }));
      store.messages.add(writtenMessage(1, 'x', { unread: true }));
      for (let at = 1; at <= 25; at++) store.notices.add('STORE_ROLLED_BACK', { name: 'Bob' }, at);
    });
    const { notices, ...counts } = fixture.reader.read({ kind: 'counts', now: 0 }).value;
    const unread = { unread: 1, unreadUnmuted: 1, nextUnmutedAt: null };
    expect(counts).toEqual({ queued: 1, requests: 1, ...unread, lastReachedBy: null });
    expect(notices).toHaveLength(20);
    expect(notices[0]).toEqual({ code: 'STORE_ROLLED_BACK', params: { name: 'Bob' }, at: 25 });
    expect(fixture.reader.read({ kind: 'own' }).value).toEqual({ name: 'Alice' });
  });
});

describe('reading when a mute runs out', () => {
  const counts = (now: number) => fixture.reader.read({ kind: 'counts', now }).value;
  const mutedUntil = (at: number) => {
    fixture.commit((store) => {
      store.conversations.setSettings(WITH_BOB, { mutedUntil: at });
    });
  };

  it('names it where something waits in the conversation, until it has run out', () => {
    mutedUntil(10);
    expect(counts(9)).toMatchObject({ nextUnmutedAt: null });
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'x', { unread: true }));
    });
    expect(counts(9)).toMatchObject({ unreadUnmuted: 0, nextUnmutedAt: 10 });
    expect(counts(10)).toMatchObject({ unreadUnmuted: 1, nextUnmutedAt: null });
  });
});

describe('reading what is stored', () => {
  it('counts each conversation’s messages and bytes, and nothing that was withdrawn', () => {
    const use = () => fixture.reader.read({ kind: 'storage' }).value;
    expect(use().conversations).toEqual([]);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'a long text'.repeat(50)));
      store.messages.add(writtenMessage(2, 'x'));
    });
    const [one, ...others] = use().conversations;
    expect(others).toEqual([]);
    expect(one).toMatchObject({ conversationId: WITH_BOB, messages: 2 });
    expect(one?.bytes).toBeGreaterThan(550);
    const ofOne = (conversationId: string) =>
      fixture.reader.read({ kind: 'storage', conversationId }).value.conversations;
    expect(ofOne(WITH_BOB)).toEqual([one]);
    expect(ofOne('0'.repeat(64))).toEqual([]);
    expect(use().databaseBytes).toBeGreaterThan(one?.bytes ?? Infinity);
  });
});

describe('reading who reached this node last', () => {
  it('names the contact that called last, by what the owner calls it, and nobody who was removed', () => {
    const last = () => fixture.reader.read({ kind: 'counts', now: 0 }).value.lastReachedBy;
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ reachedAt: 2_000 }));
      store.contacts.put(
        sampleContact({
          id: CAROL_CONTACT,
          nodeId: CAROL,
          name: 'Carol',
          profileName: 'Caroline',
          reachedAt: 3_000,
        }),
      );
    });
    expect(last()).toEqual({ contactId: CAROL_CONTACT, name: 'Carol', at: 3_000 });
    fixture.commit((store) => {
      store.contacts.put(
        sampleContact({ id: CAROL_CONTACT, nodeId: CAROL, name: '', state: 'removed', reachedAt: 3_000 }),
      );
    });
    expect(last()).toEqual({ contactId: BOB_CONTACT, name: 'Bob', at: 2_000 });
  });
});

describe('a read', () => {
  it('says which revision and which life of the store it saw', () => {
    const { rev, incarnation } = fixture.reader.read({ kind: 'own' });
    expect(incarnation).toBe(sampleId('incarnation', 9));
    const next = fixture.commit((store) => {
      store.changes.touch({ kind: 'contact', key: BOB_CONTACT });
      store.changes.touch({ kind: 'self', key: 'self' });
    });
    expect(next).toBe(rev + 2);
    expect(fixture.reader.read({ kind: 'own' }).rev).toBe(next);
  });

  it('keeps no transaction open, so that the writer can empty its log', () => {
    fixture.reader.read({ kind: 'contacts' });
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'x'));
    });
    const sql = openReader(fixture.directory);
    const [checkpoint] = sql.rows<{ busy: number }>('PRAGMA wal_checkpoint(PASSIVE)');
    sql.close();
    expect(checkpoint).toMatchObject({ busy: 0 });
  });
});
