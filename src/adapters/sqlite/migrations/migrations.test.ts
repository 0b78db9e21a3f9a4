import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOB_CONTACT } from '../../../testing/contracts/samples.js';
import { type DatabaseDirectory, databaseDirectory } from '../../../testing/sqlite-fixture.js';
import { openWriter } from '../database.js';
import { storeConnection } from '../store-connection.js';
import { seenByNumber } from './0005-seen-by-number.js';
import { MIGRATIONS } from './index.js';

/** A contact whose seventh envelope was the last, and what was known of the seventh and of the one before. */
const OLD_ROWS = `
  INSERT INTO contact (id, node_id, fingerprint, state, trust, name, note, record_sequence, since)
    VALUES (x'${BOB_CONTACT}', x'0b', '', 'approved', 'address', 'Bob', '', 0, 0);
  INSERT INTO stream (contact_id, incarnation, sent, acked, received, received_hash, recovering, renewed_at)
    VALUES (x'${BOB_CONTACT}', x'01', 0, 0, 7, x'77', 0, 0);
  INSERT INTO seen_envelope VALUES (x'${BOB_CONTACT}', x'66'), (x'${BOB_CONTACT}', x'77');`;

describe('a store from before accepted ciphertexts were numbered', () => {
  let file: DatabaseDirectory;
  beforeEach(() => {
    file = databaseDirectory();
  });
  afterEach(() => {
    file.remove();
  });

  it('still knows the last one of each stream', () => {
    const old = openWriter(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(seenByNumber)));
    old.exec(OLD_ROWS);
    old.close();
    const upgraded = storeConnection(openWriter(file));
    expect(upgraded.store.streams.seen(BOB_CONTACT, 7)).toEqual(Uint8Array.of(0x77));
    expect(upgraded.store.streams.seen(BOB_CONTACT, 6)).toBeUndefined();
    upgraded.close();
  });
});
