// The process of the slow crowd: every one of them holds what a stranger can, and comes back a second after it was refused
// or cut.

import { setTimeout as delay } from 'node:timers/promises';
import { SLOW_WAYS, type SlowClient } from '../src/testing/hostile/slow-client.js';
import type { CrowdOrder, CrowdTold } from './slow-crowd.js';

const BACK_AFTER_MS = 1_000;

const told: CrowdTold = { tries: 0, mostAtOnce: 0 };
let atOnce = 0;
let isOver = false;

async function comeAgain(address: string, from: string, way: number): Promise<void> {
  const begin = SLOW_WAYS[way % SLOW_WAYS.length];
  if (!begin) throw new RangeError('there is no such way');
  while (!isOver) {
    told.tries += 1;
    const client: SlowClient | undefined = await begin({ address, from }).catch(() => undefined);
    if (client) {
      told.mostAtOnce = Math.max(told.mostAtOnce, ++atOnce);
      await client.ended;
      atOnce -= 1;
    }
    await delay(BACK_AFTER_MS);
  }
}

process.on('message', (order: CrowdOrder) => {
  if (order.kind === 'stop') {
    isOver = true;
    process.send?.(told);
    return;
  }
  for (const [index, host] of order.hosts.entries()) void comeAgain(order.address, host, index);
});
process.on('disconnect', () => process.exit());
