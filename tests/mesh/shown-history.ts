// What a home shows its owner: all its conversations, asked of a node through the contract, as any face asks for them.

import { createHash } from 'node:crypto';
import { Secret } from '../../src/base/secret.js';
import { ContractClient } from '../../src/contract/client.js';
import type { SystemCode } from '../../src/contract/system-codes.js';
import type { MessageRow } from '../../src/contract/values.js';
import { createNode } from '../../src/node/create-node.js';
import { TEST_ENV, TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { readHistory, until } from '../../src/testing/node/observe.js';
import type { StoredHistory, StoredMessage } from './conversation-evidence.js';

export interface ShownHome extends Pick<StoredHistory, 'messages'> {
  /** What a node only says when something went wrong. */
  readonly alarms: readonly string[];
}

/** Of a home of the tests. The node that is opened on it for this speaks to nobody, but goes on with what is left to do there. */
export async function shownIn(directory: string): Promise<ShownHome> {
  const password = new Secret(TEST_PASSWORD);
  const start = { home: directory, face: 'mesh', flags: {}, env: TEST_ENV, password };
  const node = await createNode({ ...start, isOffline: true });
  const client = new ContractClient(node.connect());
  try {
    return await everythingShownBy(client);
  } finally {
    client.close();
    await node.stop();
  }
}

async function everythingShownBy(client: ContractClient): Promise<ShownHome> {
  const { nodeId } = await client.call('self', {});
  const { notices } = await client.call('status', {});
  const conversations = await until(client, ['conversations', {}], (rows) => rows.map(({ id }) => id));
  const rows: MessageRow[] = [];
  for (const id of conversations) rows.push(...(await readHistory(client, id)));
  return {
    messages: rows.filter(({ kind }) => !NOT_TEXTS.includes(kind)).map((row) => messageOf(row, nodeId)),
    alarms: [...rows.flatMap(alarmIn), ...notices.map(({ code }) => `notice ${code}`)],
  };
}

/** System lines are nobody's message; files are looked at by what arrived of them. */
const NOT_TEXTS: readonly MessageRow['kind'][] = ['system', 'file'];

function messageOf(row: MessageRow, self: string): StoredMessage {
  const [author = '', id = ''] = row.direction === 'out' ? [self, row.id] : row.id.split('-');
  // Of what is no text a text nobody sent.
  const sha256 = digestOf(row.kind === 'text' ? row.text : `no text: ${row.kind}`);
  const { conversationId: conversation, state, gapBefore } = row;
  return { conversation, author, id, sha256, state, gapBefore };
}

/** What belongs to adding each other; every other line says that a home was taken for a restored one, or had to be mended. */
const EXPECTED: readonly string[] = ['REQUEST_SENT', 'CONTACT_APPROVED'] satisfies SystemCode[];

function alarmIn({ system }: MessageRow): string[] {
  return system && !EXPECTED.includes(system.code) ? [`line ${system.code}`] : [];
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
