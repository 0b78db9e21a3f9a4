import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../database.js';
import { sampleContact, WITH_BOB } from '../../../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../../../testing/reading-fixture.js';
import { untilCommit } from './until-commit.js';

describe('what the reader keeps between two questions', () => {
  let fixture: ReadingFixture;
  beforeEach(() => {
    fixture = readingFixture();
  });
  afterEach(() => {
    fixture.remove();
  });

  it('is made once while nothing is committed, and anew after a commit', () => {
    const sql = openReader(fixture.directory);
    let made = 0;
    const value = untilCommit(sql, () => ++made);
    expect([value(), value()]).toEqual([1, 1]);
    fixture.commit((store) => {
      store.messages.add(writtenMessage(1, 'a boat'));
    });
    expect([value(), value()]).toEqual([2, 2]);
    sql.close();
  });

  it('is no name and no text of before', () => {
    const found = (text: string) =>
      fixture.reader.read({ kind: 'search', text, limit: 10 }).value.rows.length;
    fixture.commit((store) => {
      store.contacts.put({ ...sampleContact(), name: 'Robert' });
      store.messages.add(writtenMessage(1, 'a boat'));
    });
    expect([found('rob'), found('boat'), found('ship')]).toEqual([1, 1, 0]);
    fixture.commit((store) => {
      store.contacts.put({ ...sampleContact(), name: 'Bertie' });
      store.conversations.clear(WITH_BOB);
      store.messages.add(writtenMessage(2, 'a ship'));
    });
    expect([found('rob'), found('bert'), found('boat'), found('ship')]).toEqual([0, 1, 0, 1]);
  });
});
