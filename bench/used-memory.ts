// What a node holds in memory after its owner looked through a history: opened conversations, paged back, searched.

import type { ContractClient } from '../src/contract/client.js';
import type { ViewName, ViewParams } from '../src/contract/views.js';
import { type BenchHome, startNode } from './bench-node.js';
import { settledMiB } from './memory.js';

const LOOKS = 40;

/** Resident MiB once it stands still. */
export async function usedMiB(home: BenchHome, words: readonly string[]): Promise<number> {
  const node = await startNode(home);
  try {
    const client = await node.connect();
    const conversations = await idsIn(client, 'conversations', {});
    for (let look = 0; look < LOOKS; look++) {
      const conversationId = conversations[look % conversations.length] ?? '';
      await idsIn(client, 'messages', { conversationId, limit: 50 });
      await idsIn(client, 'search', { text: words[look % words.length] ?? '', limit: 20 });
    }
    return await settledMiB(node);
  } finally {
    await node.stop();
  }
}

/** Of the rows a face sees first. */
function idsIn<Name extends 'conversations' | 'messages' | 'search'>(
  client: ContractClient,
  view: Name & ViewName,
  params: ViewParams<Name>,
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const end = client.subscribe(view, params, {
      onChange: ({ rows }) => {
        queueMicrotask(() => {
          end();
        });
        resolve(rows.map(({ id }) => id));
      },
      onEnd: reject,
    });
  });
}
