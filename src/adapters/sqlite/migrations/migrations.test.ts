import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreConnection } from '../../../core/ports/store.js';
import type { TransferStage } from '../../../core/ports/transfer-store.js';
import { searchRules } from '../../../core/conversation/index.js';
import { ALICE, BOB, BOB_CONTACT, WITH_BOB, sampleId } from '../../../testing/contracts/samples.js';
import { type DatabaseDirectory, databaseDirectory } from '../../../testing/sqlite-fixture.js';
import { openWriter } from '../database.js';
import { openStoreReader, type StoreReader } from '../read/store-reader.js';
import { storeConnection } from '../store-connection.js';
import { seenByNumber } from './0005-seen-by-number.js';
import { waitingOffers } from './0035-waiting-offers.js';
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

type OldStage = Exclude<TransferStage, 'waiting'>;
interface OldFile {
  readonly incoming: boolean;
  readonly stage: OldStage;
  /** Here, and still to be saved. */
  readonly isUnsaved?: boolean;
}

/** Of each kind that there was, in the order they were offered. */
const OLD_FILES: readonly OldFile[] = [
  ...[true, false].flatMap((incoming) =>
    (['ended', 'done', 'running', 'accepted', 'offered'] as const).map((stage) => ({ incoming, stage })),
  ),
  { incoming: true, stage: 'done', isUnsaved: true },
];
const oldId = (at: number) => sampleId('transfer', 100 + at);
const offeredAt = (at: number) => 1_000 + at;

function oldFile({ incoming, stage, isUnsaved = false }: OldFile, at: number): string {
  const ended = stage === 'ended' ? `'declined', 'peer'` : 'NULL, NULL';
  const source = incoming ? 'NULL, NULL' : `'/home/alice/a.txt', 7`;
  return `INSERT INTO transfer (id, contact_id, incoming, offer, stage, paused_by_me, paused_by_peer, end_reason, end_by,
      source_path, source_modified_ms, name, media_type, header, save_to, created_at)
    VALUES (x'${oldId(at)}', x'${BOB_CONTACT}', ${String(Number(incoming))}, x'${sampleId('message', 100 + at)}', '${stage}', 0, 0,
      ${ended}, ${source}, 'a.txt', '', zeroblob(84), ${isUnsaved ? `'/home/alice'` : 'NULL'}, ${String(offeredAt(at))});`;
}

describe('a store from before offers waited for room', () => {
  let file: DatabaseDirectory;
  let upgraded: StoreConnection;
  let reader: StoreReader;
  beforeEach(() => {
    file = databaseDirectory();
    const old = openWriter(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(waitingOffers)));
    old.exec(`
      INSERT INTO contact (id, node_id, fingerprint, state, trust, name, note, record_sequence, since)
        VALUES (x'${BOB_CONTACT}', x'${BOB}', '', 'approved', 'address', 'Bob', '', 0, 0);
      INSERT INTO conversation (conversation_id, contact_id, peer, lamport, draft, caption)
        VALUES (x'${WITH_BOB}', x'${BOB_CONTACT}', x'${BOB}', 3, 'half a thought', 'below the picture');
      ${OLD_FILES.map(oldFile).join('\n')}`);
    old.close();
    upgraded = storeConnection(openWriter(file));
    const facts = { self: ALICE, conversationWith: () => WITH_BOB, search: searchRules };
    reader = openStoreReader(file, facts);
  });
  afterEach(() => {
    reader.close();
    upgraded.close();
    file.remove();
  });

  const kept = (at: number) => upgraded.store.transfers.get(oldId(at));

  it('has each file in the state it was in, over since it was offered if it is over, and following none', () => {
    for (const [at, { incoming, stage }] of OLD_FILES.entries()) {
      const isOver = stage === 'done' || stage === 'ended';
      const source = { path: '/home/alice/a.txt', modifiedMs: 7, spoolId: null, keepsMetadata: false };
      expect(kept(at)).toMatchObject({
        state: { direction: incoming ? 'in' : 'out', stage },
        source: incoming ? null : source,
        follows: null,
        createdAt: offeredAt(at),
        overAt: isOver ? offeredAt(at) : null,
      });
    }
  });

  it('shows all of them, those that go on first, and has none of its contact wait', () => {
    const shown = reader.read({ kind: 'transfers' }).value.rows;
    const numbers = shown.map(({ id }) => OLD_FILES.findIndex((_, at) => oldId(at) === id));
    expect(numbers).toEqual([2, 3, 4, 7, 8, 9, 10, 6, 5, 1, 0]);
    expect(shown.some(({ isFollowed }) => isFollowed)).toBe(false);
    expect(upgraded.store.transfers.openFrom(BOB_CONTACT)).toBe(3);
    expect(upgraded.store.transfers.waitingFrom(BOB_CONTACT)).toBe(0);
  });

  it('keeps what was being written, for nobody but its contact', () => {
    const [row] = reader.read({ kind: 'conversations' }).value.rows;
    expect(row).toMatchObject({ draft: 'half a thought', caption: 'below the picture', recipients: [] });
  });
});
