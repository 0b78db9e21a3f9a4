import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../crypto/file-cipher.js';
import { searchRow } from '../../../contract/values.js';
import { ALICE, BOB, WITH_BOB, sampleContact, sampleId } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';
import { plainMatch } from '../../../testing/plain-search.js';
import { findInStore } from '../../../testing/store-scan/find-in-store.js';

let fixture: ReadingFixture;
beforeEach(() => {
  fixture = readingFixture();
});
afterEach(() => {
  fixture.remove();
});

const CAROL = sampleId('node', 0xca201);
const WITH_CAROL = sampleId('conversation', 0xca201);

function search(text: string, more: { conversationId?: string; before?: string; limit?: number } = {}) {
  return fixture.reader.read({ kind: 'search', text, limit: 200, ...more }).value;
}

/** The texts found, the newest first. */
function found(text: string, more: Parameters<typeof search>[1] = {}): string[] {
  return search(text, more)
    .rows.filter(({ kind }) => kind === 'message')
    .map((row) => searchRow.parse(row).excerpt.text);
}

/** Bob's messages in this order, and enough others behind them that the index takes them in. */
function write(texts: readonly string[], isIndexed: boolean): void {
  fixture.commit((store) => {
    for (const [index, text] of texts.entries()) store.messages.add(writtenMessage(index + 1, text));
    if (!isIndexed) return;
    for (let seq = 1; seq <= 256; seq++) {
      store.messages.add(writtenMessage(seq, 'filler', { author: ALICE, lamport: 5, state: 'read' }));
    }
    store.search.advance();
  });
}

describe.each([
  ['in the index', true],
  ['that the index has not reached', false],
])('searching messages %s', (_, isIndexed) => {
  it('finds Russian and English, ё as е, any case, beginnings, phrases and addresses, newest first', () => {
    const texts = [
      'В лесу родилась Ёлка',
      'the early boat',
      'елки',
      'write to bob.jones@example.com',
      'Boat, early!',
    ];
    write(texts, isIndexed);
    expect(found('ёлк')).toEqual(['елки', 'В лесу родилась Ёлка']);
    expect(found('ЕЛКА')).toEqual(['В лесу родилась Ёлка']);
    expect(found('boat ear')).toEqual(['Boat, early!', 'the early boat']);
    expect(found('"early boat"')).toEqual(['the early boat']);
    for (const typed of ['bob.jones@example.com', 'jones@example.c', 'example', 'jones', 'com bob'])
      expect(found(typed)).toEqual(['write to bob.jones@example.com']);
    expect(found('jones.bob')).toEqual([]);
    expect(found('zebra')).toEqual([]);
  });

  it('finds files by any word of their names, and shows the name as it is shown elsewhere', () => {
    const { header } = newFileKey(9);
    const name = 'Trip_2024.final\u202egpj.exe';
    const offer = { kind: 'fileOffer', name, mediaType: '', header, thumbnail: null } as const;
    fixture.commit((store) => {
      store.messages.add(writtenMessage(400, offer));
    });
    if (isIndexed) write([], true);
    for (const typed of ['trip', '2024.final', 'fin']) {
      const shown = found(typed);
      expect(shown).toHaveLength(1);
      expect(shown[0]).toMatch(/^Trip_2024\.final/u);
      expect(shown[0]).not.toContain('\u202e');
    }
  });

  it.each(['"', 'a" OR "b', 'text OR', 'NEAR(a', 'body:some', '(text', '^some*', 'some AND NOT', "'", 'a.b'])(
    'takes %j for what somebody looks for, not for operators',
    (text) => {
      write(['some text'], isIndexed);
      expect(() => search(text)).not.toThrow();
    },
  );

  it('never fails, whatever is typed', () => {
    write(['some text "with" quotes', 'AND OR NOT NEAR(a b)', 'c1 place: body:'], isIndexed);
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          '*',
          '(',
          ')',
          '^',
          ':',
          '-',
          '+',
          '{',
          '}',
          ' ',
          'a',
          '\u0000',
          '\ud800',
          '\udc00',
        ),
        maxLength: 60,
      }),
      fc
        .array(fc.constantFrom('AND', 'OR', 'NOT', 'NEAR', 'body', 'place', ':', '"', 'text'), {
          maxLength: 30,
        })
        .map((words) => words.join(' ')),
      fc.string({ minLength: 9_000, maxLength: 10_000 }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        expect(search(text).rows.length).toBeLessThan(300);
      }),
      { numRuns: 150 },
    );
  });

  it('finds what the rules say, indexed or not', () => {
    const word = fc.constantFrom(
      'ёлка',
      'Елки',
      'boat',
      'Boats',
      'a.b',
      'x@y.z_1:b',
      'e\u0301',
      "don't-1,5",
      '"',
      '1',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const texts = Array.from(
      { length: 60 },
      (_unused, index) => fc.sample(text, { numRuns: 1, seed: index })[0] ?? '',
    );
    write(texts, isIndexed);
    fc.assert(
      fc.property(text, (typed) => {
        const hits = found(typed);
        const expected = texts.filter((written) => plainMatch(written, typed)).reverse();
        expect(hits).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('pages without losing or repeating one, and keeps to a conversation', () => {
    fixture.commit((store) => {
      store.conversations.put({ id: WITH_CAROL, contactId: null, peer: CAROL, lamport: 0 });
      for (let seq = 1; seq <= 12; seq++) {
        const elsewhere = { conversationId: WITH_CAROL };
        store.messages.add(writtenMessage(seq, `boat ${String(seq)}`, seq % 3 === 0 ? elsewhere : {}));
      }
    });
    if (isIndexed) write([], true);
    const pages = (conversationId?: string) => {
      const texts: string[] = [];
      let before: string | undefined;
      for (;;) {
        const page = search('boat', {
          limit: 5,
          ...(conversationId && { conversationId }),
          ...(before && { before }),
        });
        texts.push(...page.rows.map(({ excerpt }) => excerpt.text));
        if (!page.hasMore) return texts.map((text) => Number(text.split(' ')[1]));
        before = page.rows.at(-1)?.position;
      }
    };
    expect(pages()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(pages(WITH_CAROL)).toEqual([12, 9, 6, 3]);
    expect(pages(sampleId('conversation', 99))).toEqual([]);
    expect(search('boat', { before: '2nonsense' }).rows).toEqual([]);
  });

  it('forgets what was deleted, and finds it again when that is undone', () => {
    write(['the boat', 'a boat'], isIndexed);
    const doomed = fixture.writer.store.messages.bySeq(WITH_BOB, BOB, 1);
    const deletion = { id: sampleId('deletion', 1), conversationId: WITH_BOB, dueAt: 1 };
    fixture.commit((store) => {
      store.deletions.hold(deletion, doomed ? [doomed] : []);
    });
    expect(found('boat')).toEqual(['a boat']);
    fixture.commit((store) => {
      store.deletions.undo(deletion.id);
    });
    expect(found('boat')).toEqual(['a boat', 'the boat']);
    fixture.commit((store) => {
      store.conversations.clear(WITH_BOB);
    });
    expect(found('boat')).toEqual([]);
  });

  it('leaves no word of what was deleted on any page', () => {
    write(['before', 'the secret is zanzibar7b1c55d0', 'behind'], isIndexed);
    const doomed = fixture.writer.store.messages.bySeq(WITH_BOB, BOB, 2);
    const deletion = { id: sampleId('deletion', 1), conversationId: WITH_BOB, dueAt: 1 };
    expect(findInStore(fixture.directory, 'zanzibar')).not.toEqual([]);
    fixture.commit((store) => {
      store.deletions.hold(deletion, doomed ? [doomed] : []);
      store.deletions.carryOut(deletion.id);
    });
    fixture.writer.scrub();
    for (const part of ['zanzibar7b1c55d0', 'anzibar', 'zanziba']) {
      expect(findInStore(fixture.directory, part)).toEqual([]);
    }
    expect([found('zanzibar'), found('before')]).toEqual([[], ['before']]);
  });

  it('leaves no word of a history that was cleared, and finds what is written afterwards', () => {
    write(['zanzibar7b1c55d0', 'other'], isIndexed);
    fixture.commit((store) => {
      store.conversations.clear(WITH_BOB);
      while (store.conversations.erase());
    });
    fixture.writer.scrub();
    expect(findInStore(fixture.directory, 'zanzibar')).toEqual([]);
    fixture.commit((store) => {
      for (let seq = 1_000; seq < 1_300; seq++)
        store.messages.add(writtenMessage(seq, `again ${String(seq)}`));
      store.search.advance();
    });
    expect(found('again')).toHaveLength(200);
    expect(found('"again 1000"')).toEqual(['again 1000']);
  });

  it('follows a message that was taken back', () => {
    write([], false);
    const mine = writtenMessage(300, 'zanzibar7b1c55d0', { author: ALICE, state: 'queued' });
    fixture.commit((store) => {
      store.messages.add(mine);
    });
    if (isIndexed) write([], true);
    expect(found('zanzibar')).toEqual(['zanzibar7b1c55d0']);
    const { payload } = writtenMessage(300, { kind: 'withdrawn' }, { author: ALICE });
    fixture.commit((store) => {
      store.messages.move(mine, { authorSeq: 300, lamport: 3_000, payload });
    });
    fixture.writer.scrub();
    expect(found('zanzibar')).toEqual([]);
    expect(findInStore(fixture.directory, 'zanzibar')).toEqual([]);
  });
});

describe('searching everything', () => {
  it('names people by name, address and id, and those whose history was kept as chats', () => {
    fixture.commit((store) => {
      store.contacts.put(sampleContact({ profileName: 'Роберт Ёжиков', typedAddress: 'bob.example:8443' }));
      const removed = {
        id: sampleId('contact', 0xca201),
        nodeId: CAROL,
        name: 'Bobbina',
        state: 'removed',
      } as const;
      store.contacts.put(sampleContact(removed));
      store.conversations.put({ id: WITH_CAROL, contactId: null, peer: CAROL, lamport: 0 });
      store.messages.add(writtenMessage(1, 'Bob was here'));
    });
    const kinds = (text: string) => search(text).rows.map((row) => searchRow.parse(row).kind);
    expect(kinds('bob')).toEqual(['person', 'message']);
    expect(kinds('ежик')).toEqual(['person']);
    expect(kinds('bob.example:84')).toEqual(['person']);
    expect(kinds('kith1')).toEqual(['person']);
    expect(kinds('kith2')).toEqual([]);
    expect(search('bob', { conversationId: WITH_BOB }).rows.map(({ kind }) => kind)).toEqual(['message']);
    const [person] = search('bob').rows;
    expect(person).toMatchObject({ excerpt: { text: 'Bob', hits: [[0, 3]] }, conversationId: WITH_BOB });
  });

  it('says where a message stands, and how much the index has not reached', () => {
    write(['the early boat'], false);
    const id = `${BOB}-${sampleId('message', 1)}`;
    expect(search('boat')).toMatchObject({
      rows: [
        {
          kind: 'message',
          conversationId: WITH_BOB,
          excerpt: { text: 'the early boat', hits: [[10, 14]], cutBefore: false, cutAfter: false },
          message: { id, direction: 'in', state: 'received', sentAt: 1_000 },
        },
      ],
      hasMore: false,
      unsearched: 0,
    });
    fixture.commit((store) => {
      for (let seq = 2; seq <= 1_501; seq++) store.messages.add(writtenMessage(seq, 'x'));
    });
    expect(search('boat')).toMatchObject({ rows: [], unsearched: 501 });
    fixture.commit((store) => {
      while (store.search.advance());
    });
    expect(search('boat')).toMatchObject({ rows: [{ kind: 'message' }], unsearched: 0 });
  });

  it('finds messages that get the numbers of deleted ones', () => {
    fixture.commit((store) => {
      for (let seq = 300; seq >= 1; seq--)
        store.messages.add(writtenMessage(seq, '', { author: null, kind: 0 }));
      store.search.advance();
      store.conversations.clear(WITH_BOB);
      while (store.conversations.erase());
      for (let seq = 301; seq <= 320; seq++) store.messages.add(writtenMessage(seq, 'new'));
    });
    expect(found('new')).toHaveLength(20);
  });
});
