// Waiting for what a node tells its faces.

import type { ContractClient } from '../../contract/client.js';
import type { MessageRow } from '../../contract/values.js';
import type { ViewName, ViewParams, ViewRow } from '../../contract/views.js';
import { within } from './deadline.js';

/** The first value `find` makes of the view's rows that is neither undefined nor false. */
export function until<Name extends ViewName, Found>(
  client: ContractClient,
  [view, params]: readonly [Name, ViewParams<Name>],
  find: (rows: readonly ViewRow<Name>[]) => Found | undefined | false,
  timeoutMs?: number,
): Promise<Found> {
  let last: readonly unknown[] = [];
  let stop = (): void => undefined;
  const seen = new Promise<Found>((resolve, reject) => {
    stop = client.subscribe(view, params, {
      onChange: ({ rows }) => {
        last = rows;
        const found = find(rows);
        if (found !== undefined && found !== false) resolve(found);
      },
      onEnd: reject,
    });
  });
  const told = within(() => `a change of ${view}, last ${JSON.stringify(last)}`, seen, timeoutMs);
  return told.finally(() => {
    stop();
  });
}

/** Every message of a conversation, oldest first, each with its whole text. */
export async function readHistory(client: ContractClient, conversationId: string): Promise<MessageRow[]> {
  const history: MessageRow[] = [];
  for (let hasMore = true; hasMore;) {
    const before = history[0]?.position;
    const page = await client.call('messagePage', {
      conversationId,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    });
    history.unshift(...page.messages);
    hasMore = page.hasMore;
  }
  return Promise.all(history.map(async (row) => (row.more ? whole(client, row) : row)));
}

async function whole(client: ContractClient, row: MessageRow): Promise<MessageRow> {
  const { conversationId, position } = row;
  const { text } = await client.call('messageText', { conversationId, position });
  return { ...row, text, more: false };
}
