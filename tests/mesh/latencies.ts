// From the command to send until its author's node tells the face that the other node has committed the message. Only
// deliveries that a live view told of count; what was delivered while nobody looked is not timed.

import type { ContractClient } from '../../src/contract/client.js';

export class Latencies {
  readonly #sentAt = new Map<string, number>();
  readonly #elapsedMs: number[] = [];

  sent(messageId: string): void {
    this.#sentAt.set(messageId, performance.now());
  }

  /** Looks at the newest messages of every conversation of the node. */
  watch(client: ContractClient, conversationIds: readonly string[]): void {
    for (const conversationId of conversationIds) {
      client.subscribe(
        'messages',
        { conversationId, limit: WINDOW },
        {
          onChange: ({ rows }) => {
            for (const row of rows) if (row.state === 'delivered') this.#delivered(row.id);
          },
        },
      );
    }
  }

  /** The latency that a share of the deliveries did not exceed, null when there were none. */
  percentile(share: number): number | null {
    const sorted = this.#elapsedMs.toSorted((a, b) => a - b);
    const value = sorted[Math.ceil(share * sorted.length) - 1];
    return value === undefined ? null : Math.round(value * 10) / 10;
  }

  #delivered(messageId: string): void {
    const sentAt = this.#sentAt.get(messageId);
    if (sentAt === undefined) return;
    this.#sentAt.delete(messageId);
    this.#elapsedMs.push(performance.now() - sentAt);
  }
}

const WINDOW = 50;
