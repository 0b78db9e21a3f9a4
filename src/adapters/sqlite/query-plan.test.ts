import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { searchRules } from '../../core/conversation/index.js';
import { ALICE, WITH_BOB } from '../../testing/contracts/samples.js';
import { sqliteFixture } from '../../testing/sqlite-fixture.js';
import { reading } from './read/store-reader.js';
import { listSearchWords } from './read/search-words.js';
import { storeConnection } from './store-connection.js';

/** Contacts, waiting requests, held deletions and lives of a store are few; the newest signed pre-key is the first of its index. */
const MAY_SCAN = [
  'SCAN contact',
  'SCAN request',
  'SCAN json_each',
  'SCAN key_id',
  'SCAN signed_pre_key USING INDEX signed_pre_key_age',
  'SCAN incarnation',
  'SCAN CONSTANT ROW',
  'SCAN d USING INDEX deletion_due',
  'SCAN search_progress',
  'SCAN giving_up',
  // One number each.
  'SCAN pragma_page_',
  // Files on their way are few; of the others the newest are shown.
  'SCAN transfer USING INDEX transfer_unfinished',
  'SCAN t USING INDEX transfer_unfinished',
  'SCAN t USING INDEX transfer_age',
  'SCAN t USING INDEX transfer_over',
  // A search in the index, not a scan.
  'SCAN s VIRTUAL TABLE INDEX',
  // The next word of the index, sought from its lower bound on (the 512 of the number; fts5_vocab.c).
  'SCAN temp.search_words VIRTUAL TABLE INDEX 513',
];
/** Lists a face shows whole, what is owed to others, the newest of a hundred notices, and at most a thousand counted rows. */
const MAY_READ_WHOLE = [
  'SCAN c',
  'SCAN r',
  'SCAN settled USING INDEX settled_blocked',
  'SCAN v',
  'SCAN conversation',
  'SCAN outbox USING COVERING INDEX outbox_message',
  'SCAN notice',
  'SCAN (subquery-2)',
];
/** Sorts contacts and requests, which are few, the rows owed to one contact, or those that were sent twice to it. */
const MAY_SORT = [
  'FROM contact ORDER BY',
  "FROM contact AS c WHERE c.state <> 'removed' ORDER BY",
  'ORDER BY r.received_at',
  'FROM request WHERE replaces',
  'FROM outbox WHERE contact_id = ? AND message_id',
  'FROM outbox WHERE contact_id = ? ORDER BY id',
];

describe('the statements of the store', () => {
  let fixture: ReturnType<typeof sqliteFixture>;
  let plans: { text: string; steps: string[] }[];
  beforeAll(() => {
    fixture = sqliteFixture();
    listSearchWords(fixture.sql);
    const prepare = vi.spyOn(fixture.sql, 'prepare');
    storeConnection(fixture.sql);
    reading(fixture.sql, { self: ALICE, conversationWith: () => WITH_BOB, search: searchRules });
    const texts = prepare.mock.calls
      .map(([text]) => text)
      .filter((text) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(text));
    plans = texts.map((text) => ({
      text,
      steps: fixture.sql
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all(...Array.from(text.matchAll(/\?/g), () => null))
        .map((row) => String(row['detail'])),
    }));
  });
  afterAll(() => {
    fixture.connection.close();
  });

  it('never read a whole table that grows', () => {
    const scans = plans.flatMap(({ text, steps }) =>
      steps
        .filter((step) => step.startsWith('SCAN') && !MAY_READ_WHOLE.includes(step))
        .filter((step) => !MAY_SCAN.some((allowed) => step.startsWith(allowed)))
        .map((step) => ({ text, step })),
    );
    expect(plans.length).toBeGreaterThan(60);
    expect(scans).toEqual([]);
  });

  it('never sort what an index has in order', () => {
    const sorts = plans.filter(
      ({ text, steps }) =>
        steps.some((step) => step.includes('TEMP B-TREE')) &&
        !MAY_SORT.some((allowed) => text.includes(allowed)),
    );
    expect(sorts).toEqual([]);
  });

  it('are not compiled again for every limit', () => {
    expect(plans.filter(({ text }) => /LIMIT\s+\?/.test(text))).toEqual([]);
  });

  it('find every message and outbox row by an index that names what is asked', () => {
    const searches = plans
      .flatMap(({ steps }) => steps)
      .filter((step) => /SEARCH (m|message|outbox) /.test(step));
    expect(searches.length).toBeGreaterThan(20);
    expect(searches.filter((step) => !/USING (INTEGER PRIMARY KEY|(COVERING )?INDEX)/.test(step))).toEqual(
      [],
    );
  });
});
