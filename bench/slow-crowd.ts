// Thousands of clients that begin and never come to an end, in a process of their own.

import { fork } from 'node:child_process';
import { once } from 'node:events';

export type CrowdOrder =
  | { readonly kind: 'start'; readonly address: string; readonly hosts: readonly string[] }
  | { readonly kind: 'stop' };

/** How it went for them. */
export interface CrowdTold {
  /** Connections begun; all ended by the node. */
  tries: number;
  /** Connections the node let be at the same time. */
  mostAtOnce: number;
}

/** The returned function ends the attack. */
export function startSlowCrowd(address: string, hosts: readonly string[]): () => Promise<CrowdTold> {
  const crowd = fork(new URL('./slow-crowd-worker.js', import.meta.url));
  const order = (given: CrowdOrder) => crowd.send(given);
  order({ kind: 'start', address, hosts });
  return async () => {
    order({ kind: 'stop' });
    const [told] = (await once(crowd, 'message')) as [CrowdTold];
    crowd.kill();
    return told;
  };
}
