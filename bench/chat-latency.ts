// How long a message takes from the command to "delivered", at a steady rate.

import { setTimeout as delay } from 'node:timers/promises';
import type { ContractClient } from '../src/contract/client.js';
import type { ContactRow } from '../src/contract/values.js';
import { newId } from './befriend.js';

/** An everyday message; its payload is padded to 512 bytes. */
export const TEXT = 'The train is late again, start without me. I will bring the bread and the two chairs.';

/** Milliseconds of each message that was sent while `goesOn` of how many were sent, all of which are waited for. */
export async function chatLatencies(
  client: ContractClient,
  contact: ContactRow,
  { perSecond, goesOn }: { readonly perSecond: number; readonly goesOn: (sent: number) => boolean },
): Promise<number[]> {
  const samples: number[] = [];
  const sentAt = new Map<string, number>();
  let finish = (): void => undefined;
  const end = client.subscribe(
    'messages',
    { conversationId: contact.conversationId, limit: 50 },
    {
      onChange: ({ rows }) => {
        const now = performance.now();
        for (const { id, state } of rows) {
          const since = state === 'delivered' ? sentAt.get(id) : undefined;
          if (since === undefined) continue;
          sentAt.delete(id);
          samples.push(now - since);
        }
        if (sentAt.size === 0) finish();
      },
    },
  );
  const startedAt = performance.now();
  for (let sent = 0; goesOn(sent); sent++) {
    // An open loop: a late message does not hold the next one back.
    await delay(Math.max(0, startedAt + (sent * 1_000) / perSecond - performance.now()));
    const id = newId();
    sentAt.set(id, performance.now());
    await client.call('sendMessage', { id, contactId: contact.id, text: TEXT });
  }
  if (sentAt.size > 0) await new Promise<void>((resolve) => (finish = resolve));
  end();
  return samples;
}
