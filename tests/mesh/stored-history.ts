// What the store of a home holds, read from its database as it lies there, past the node's own commands and views.

import { createHash } from 'node:crypto';
import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { type DatabaseFile, openReader } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import { type MessageColumns, messageOf, SELECT_MESSAGE } from '../../src/adapters/sqlite/message-columns.js';
import type { SqlConnection } from '../../src/adapters/sqlite/sql-connection.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { fromUtf8 } from '../../src/base/bytes.js';
import { Secret } from '../../src/base/secret.js';
import type { SystemCode } from '../../src/contract/system-codes.js';
import { decodePayload } from '../../src/protocol/payload-codec.js';
import { CONTENT_KINDS } from '../../src/protocol/registry.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { StoredHistory, StoredMessage } from './conversation-evidence.js';

/** System lines and places are nobody's message; files are looked at by what arrived of them. */
const NOT_TEXTS = [0, CONTENT_KINDS.withdrawn, CONTENT_KINDS.fileOffer];

export interface StoredEvidence extends StoredHistory {
  /** What its integrity check finds, and what a node only says when something went wrong; empty when sound. */
  readonly problems: readonly string[];
}

/** Of a home of the tests on which no node runs. */
export async function storedEvidence(
  directory: string,
  { node, nodeId }: Pick<StoredHistory, 'node' | 'nodeId'>,
): Promise<StoredEvidence> {
  const sql = await openHome(directory);
  try {
    return {
      node,
      nodeId,
      messages: messagesIn(sql),
      owed: owedIn(sql),
      problems: [...problemsOf(sql), ...alarmsIn(sql)],
    };
  } finally {
    sql.close();
  }
}

/** A connection that cannot write; beside a running node, too. */
export async function openHome(directory: string): Promise<SqlConnection> {
  return openReader(await databaseOf(directory));
}

/** Of a home of the tests, which all have one password. */
export async function databaseOf(directory: string): Promise<DatabaseFile> {
  const { vaultFile, databaseFile } = homeIn(directory);
  const vault = { vaultFile, files: durableFiles(), onRestored: () => undefined };
  return { path: databaseFile, key: await openVault(vault, new Secret(TEST_PASSWORD)) };
}

/** Whatever the store still owes others, also what no face shows as queued. */
export function owedIn(sql: SqlConnection): number {
  return sql.rows<{ owed: number }>('SELECT count(*) AS owed FROM outbox')[0]?.owed ?? 0;
}

/** What belongs to adding each other; every other line says that a home was taken for a restored one, or had to be mended. */
const EXPECTED: readonly SystemCode[] = ['REQUEST_SENT', 'CONTACT_APPROVED'];

/** Nothing was restored in a run: whoever begins a new life, or speaks of one, is mistaken. */
function alarmsIn(sql: SqlConnection): string[] {
  const lines = sql.rows<MessageColumns>(`${SELECT_MESSAGE} WHERE m.kind = 0`);
  const codes = lines.map((row) => codeOf(messageOf(row).payload));
  const notices = sql.rows<{ code: string }>('SELECT code FROM notice').map(({ code }) => `notice ${code}`);
  const lives = sql.rows('SELECT 1 FROM incarnation').length;
  return [
    ...codes.filter((code) => !EXPECTED.includes(code)).map((code) => `line ${code}`),
    ...notices,
    ...(lives > 1 ? [`${lives} lives`] : []),
  ];
}

function codeOf(payload: Uint8Array): SystemCode {
  // The node wrote it itself.
  return (JSON.parse(fromUtf8(payload) ?? 'null') as { code: SystemCode }).code;
}

function messagesIn(sql: SqlConnection): StoredMessage[] {
  const rows = sql.rows<MessageColumns>(
    `${SELECT_MESSAGE} WHERE m.kind NOT IN (${NOT_TEXTS.join()}) ORDER BY m.lamport, m.author_rank, m.author_seq`,
  );
  return rows.map((row) => {
    const { conversationId, author, id, state, payload } = messageOf(row);
    const sha256 = digestOf(textOf(payload));
    return {
      conversation: conversationId,
      author: author ?? '',
      id,
      sha256,
      state,
      gapBefore: row.gap_before,
    };
  });
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of what is no text a text nobody sent. */
function textOf(payload: Uint8Array): string {
  const decoded = decodePayload(payload);
  const content = decoded.ok ? decoded.value.payload.content : undefined;
  return content?.kind === 'text' ? content.text : `no text: ${content?.kind ?? 'no payload'}`;
}
