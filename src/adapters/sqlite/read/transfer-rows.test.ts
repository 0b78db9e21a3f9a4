import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferId } from '../../../base/ids.js';
import type { Contact } from '../../../core/ports/contact-store.js';
import type { Transfer } from '../../../core/ports/transfer-store.js';
import { newFileKey } from '../../crypto/file-cipher.js';
import { ALICE, BOB_CONTACT, sampleContact, sampleId, WITH_BOB } from '../../../testing/contracts/samples.js';
import { jpegPhoto } from '../../../testing/photo-samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';

const idOf = (at: number): TransferId => sampleId('transfer', at);
const arrived = (at: number, name: string, more: Partial<Transfer> = {}): Transfer => ({
  id: idOf(at),
  contactId: BOB_CONTACT,
  offer: sampleId('message', at),
  state: { direction: 'in', stage: 'done', pausedByMe: false, pausedByPeer: false, end: null },
  name,
  mediaType: '',
  header: new Uint8Array(84),
  key: null,
  root: null,
  uploadId: null,
  saveTo: null,
  savedAs: null,
  source: null,
  follows: null,
  saveError: null,
  isPastBudget: false,
  createdAt: at,
  overAt: at,
  ...more,
});

describe('the pictures of a conversation', () => {
  let fixture: ReadingFixture;
  beforeEach(() => {
    fixture = readingFixture();
  });
  afterEach(() => {
    fixture.remove();
  });

  const near = (at: number, most: number) =>
    fixture.reader.read({ kind: 'pictures', id: idOf(at), most }).value.rows.map(({ name }) => name);

  it('are found beside one of them however much lies between, oldest first', () => {
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'oldest.png'));
      transfers.put(arrived(2, 'old.jpg'));
      for (let at = 3; at < 900; at++) transfers.put(arrived(at, `${String(at)}.txt`));
      transfers.put(arrived(900, 'new.webp'));
      transfers.put(arrived(901, 'newest.gif'));
    });
    expect(near(900, 1)).toEqual(['old.jpg', 'new.webp', 'newest.gif']);
    expect(near(2, 9)).toEqual(['oldest.png', 'old.jpg', 'new.webp', 'newest.gif']);
    expect(near(902, 9)).toEqual([]);
  });

  it('are those that are here: nothing that is on its way to us, or was given up', () => {
    const state = { direction: 'in', pausedByMe: false, pausedByPeer: false, end: null } as const;
    const end = { reason: 'cancelled', by: 'me' } as const;
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'coming.png', { state: { ...state, stage: 'running' } }));
      transfers.put(arrived(2, 'ended.png', { state: { ...state, stage: 'ended', end } }));
      transfers.put(arrived(3, 'here.png'));
      transfers.put(arrived(4, 'mine.png', { state: { ...state, direction: 'out', stage: 'offered' } }));
      transfers.put(arrived(5, 'ours.png', { state: { ...state, direction: 'out', stage: 'ended', end } }));
    });
    expect(near(3, 9)).toEqual(['here.png', 'mine.png']);
  });
});

describe('the files of everybody', () => {
  it('are all told that wait or go on, however many, and before those that are over', () => {
    const fixture = readingFixture();
    const state = {
      direction: 'in',
      stage: 'offered',
      pausedByMe: false,
      pausedByPeer: false,
      end: null,
    } as const;
    const waiting = Array.from({ length: 1_500 }, (_, at) => `${String(at)}-${'x'.repeat(100)}.txt`);
    fixture.commit(({ transfers }) => {
      for (const [at, name] of waiting.entries()) transfers.put(arrived(at + 1, name, { state }));
      transfers.put(arrived(2_000, 'here.txt'));
    });
    const { rows } = fixture.reader.read({ kind: 'transfers' }).value;
    fixture.remove();
    expect(rows.map(({ name }) => name)).toEqual([...waiting, 'here.txt']);
  });

  it('are listed as they end, also those that were on their way while hundreds of newer ones came and went', () => {
    const fixture = readingFixture();
    const listed = () => fixture.reader.read({ kind: 'transfers' }).value.rows.map(({ name }) => name);
    const state = { direction: 'in', stage: 'running', pausedByMe: false, pausedByPeer: false } as const;
    const end = { reason: 'damaged', by: 'me' } as const;
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'long.bin', { state: { ...state, end: null }, overAt: null }));
      for (let at = 2; at < 300; at++) transfers.put(arrived(at, `${String(at)}.txt`));
    });
    expect(listed()[0]).toBe('long.bin');
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'long.bin', { state: { ...state, stage: 'ended', end }, overAt: 400 }));
    });
    const afterwards = listed();
    fixture.remove();
    expect(afterwards.slice(0, 3)).toEqual(['long.bin', '299.txt', '298.txt']);
  });
});

describe('a file by the digits of its id', () => {
  it('is found by its beginning, its end or all of them, also when no list shows it any more', () => {
    const fixture = readingFixture();
    fixture.commit(({ transfers }) => {
      for (let at = 1; at < 240; at++) transfers.put(arrived(at, `${String(at)}.txt`));
    });
    const found = (digits: string) =>
      fixture.reader.read({ kind: 'transfersNamed', digits }).value.rows.map(({ name }) => name);
    const listed = fixture.reader.read({ kind: 'transfers' }).value.rows.map(({ name }) => name);
    expect(listed).not.toContain('1.txt');
    expect(found(idOf(1))).toEqual(['1.txt']);
    for (const part of [idOf(1).slice(0, 31), idOf(1).slice(1)]) expect(found(part)).toContain('1.txt');
    expect([found('ffff'.repeat(8)), found('fefe')]).toEqual([[], []]);
    fixture.remove();
  });
});

describe('the small picture of an offer', () => {
  it('is had from its message, until that is deleted, and not while the key of whoever sent it is in question', () => {
    const fixture = readingFixture();
    try {
      const thumbnail = jpegPhoto();
      const { header } = newFileKey(9);
      const content = { kind: 'fileOffer', name: 'a.png', mediaType: '', header, thumbnail } as const;
      const become = (state: Contact['state']) =>
        fixture.commit(({ contacts }) => {
          contacts.put(sampleContact({ state, stateBefore: state === 'frozen' ? 'approved' : null }));
        });
      fixture.commit(({ transfers, messages }) => {
        messages.add(writtenMessage(1, content));
        messages.add(writtenMessage(2, 'a.png is the old one'));
        transfers.put(arrived(1, 'a.png'));
      });
      const seen = () => fixture.reader.read({ kind: 'thumbnail', id: idOf(1) }).value;
      become('approved');
      expect(seen()).toEqual(thumbnail);
      become('frozen');
      expect(seen()).toBeUndefined();
      become('approved');
      fixture.commit(({ conversations }) => conversations.clear(WITH_BOB));
      expect(seen()).toBeUndefined();
    } finally {
      fixture.remove();
    }
  });
});

describe('an offer of ours', () => {
  it('says why it will not be sent, until its message is deleted', () => {
    const fixture = readingFixture();
    const state = { direction: 'out', pausedByMe: false, pausedByPeer: false, end: null } as const;
    const failure = { code: 'CONTACT_REMOVED', params: {} } as const;
    fixture.commit(({ transfers, messages }) => {
      for (const seq of [1, 2])
        messages.add(writtenMessage(seq, 'a.png', { author: ALICE, state: 'failed', failure }));
      transfers.put(arrived(1, 'a.png', { state: { ...state, stage: 'offered' } }));
    });
    const failures = () =>
      fixture.reader.read({ kind: 'transfers' }).value.rows.map(({ offerFailure }) => offerFailure);
    const before = failures();
    fixture.commit(({ conversations }) => conversations.clear(WITH_BOB));
    const after = failures();
    fixture.remove();
    expect([before, after]).toEqual([[failure], [null]]);
  });
});

describe('a file of ours that ended', () => {
  it('is followed by the one that was offered anew for it, not by another of its name, until that is taken back or forgotten', () => {
    const fixture = readingFixture();
    const state = { direction: 'out', pausedByMe: false, pausedByPeer: false } as const;
    const gone = { ...state, stage: 'ended', end: { reason: 'gone', by: 'me' } } as const;
    const waiting = { ...state, stage: 'offered', end: null } as const;
    const followed = () =>
      fixture.reader
        .read({ kind: 'transfers' })
        .value.rows.filter(({ isFollowed }) => isFollowed)
        .map(({ id }) => id);
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'image.png', { state: gone }));
      transfers.put(arrived(2, 'image.png', { state: waiting }));
    });
    const before = followed();
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(3, 'image.png', { state: waiting, follows: idOf(1) }));
    });
    const anew = followed();
    const endedBy = (by: 'me' | 'peer') => {
      fixture.commit(({ transfers }) => {
        const cancelled = { ...state, stage: 'ended', end: { reason: 'cancelled', by } } as const;
        transfers.put(arrived(3, 'image.png', { state: cancelled, follows: idOf(1) }));
      });
      return followed();
    };
    const ended = [endedBy('me'), endedBy('peer')];
    fixture.commit(({ transfers }) => {
      transfers.remove(idOf(3));
    });
    const after = followed();
    fixture.remove();
    expect([before, anew, ...ended, after]).toEqual([[], [idOf(1)], [], [idOf(1)], []]);
  });
});

describe('the code of what a file holds', () => {
  it('is told of files that arrived: of nothing that is only announced', () => {
    const fixture = readingFixture();
    const root = new Uint8Array(32).fill(7);
    const state = { direction: 'in', pausedByMe: false, pausedByPeer: false, end: null } as const;
    fixture.commit(({ transfers }) => {
      transfers.put(arrived(1, 'here.txt', { root }));
      transfers.put(arrived(2, 'coming.txt', { root, state: { ...state, stage: 'running' } }));
    });
    const { rows } = fixture.reader.read({ kind: 'transfers' }).value;
    fixture.remove();
    const codes = Object.fromEntries(rows.map(({ name, contentCode }) => [name, contentCode]));
    const expected = createHash('sha256').update('kith/1/file-code').update(new Uint8Array(84)).update(root);
    expect(codes).toEqual({ 'here.txt': expected.digest('hex'), 'coming.txt': null });
  });
});
