import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../adapters/sqlite/database.js';
import { copyBytes } from '../base/bytes.js';
import { ALICE } from '../testing/contracts/samples.js';
import { type ReadingFixture, readingFixture, writtenMessage } from '../testing/reading-fixture.js';
import { checkStore } from './check-store.js';
import { ReaderClient } from './reader/reader-client.js';

const PAGE_BYTES = 4_096;

let fixture: ReadingFixture;
let reader: ReaderClient;
beforeEach(() => {
  fixture = readingFixture();
  reader = new ReaderClient(() => undefined);
});
afterEach(async () => {
  await reader.close();
  fixture.remove();
});

function open(): Promise<void> {
  const { path, key } = fixture.directory;
  return reader.open({ databaseFile: path, masterKey: copyBytes(key.reveal()), self: ALICE });
}

/** Overwrites a page of a table that no question reads. */
function damagePageOf(table: string): void {
  const sql = openReader(fixture.directory);
  const [row] = sql.rows<{ page: number }>(
    `SELECT rootpage AS page FROM sqlite_schema WHERE name = '${table}'`,
  );
  sql.close();
  const bytes = readFileSync(fixture.directory.path);
  const start = ((row?.page ?? 1) - 1) * PAGE_BYTES;
  bytes.fill(0, start + 100, start + 200);
  writeFileSync(fixture.directory.path, bytes);
}

describe('looking for damage', () => {
  it('goes on beside a writer in the middle of a commit, and lets other questions through', async () => {
    await open();
    fixture.writer.begin();
    fixture.writer.store.messages.add(writtenMessage(1, 'x'));
    const [checked, own] = await Promise.all([checkStore(reader), reader.read({ kind: 'own' })]);
    expect(checked).toEqual({ ok: true, problems: [] });
    expect(own.value.name).toBe('Alice');
    fixture.writer.commit();
  });

  it('says which check found what', async () => {
    // Both connections closed, everything is in the one file.
    fixture.close();
    damagePageOf('kyber_pre_key_use');
    await open();
    const { ok, problems } = await checkStore(reader);
    expect(ok).toBe(false);
    expect(problems[0]).toMatch(/^cipher_integrity_check: /);
    // Live views go on.
    expect((await reader.read({ kind: 'own' })).value.name).toBe('Alice');
  });
});
