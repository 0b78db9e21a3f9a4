// Notes in the log when a face is told that the other node has committed a message. What was delivered while nobody looked
// is told to nobody: the store alone knows it in the end.

import type { ContractClient } from '../../src/contract/client.js';
import type { HistoryLog } from './history-log.js';

export class LiveDeliveries {
  readonly #known = new Set<string>();

  constructor(
    private readonly log: HistoryLog,
    private readonly node: string,
  ) {}

  /** Looks at the newest messages of every conversation of the node, as long as the session lasts. */
  watch(client: ContractClient, conversationIds: readonly string[]): void {
    for (const conversation of conversationIds) {
      let isFirst = true;
      const onChange = ({ rows }: { readonly rows: readonly { id: string; state: string }[] }) => {
        for (const { id, state } of rows)
          if (state === 'delivered') this.#delivered(id, conversation, isFirst);
        isFirst = false;
      };
      client.subscribe('messages', { conversationId: conversation, limit: WINDOW }, { onChange });
    }
  }

  #delivered(id: string, conversation: string, wasBefore: boolean): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    if (!wasBefore) this.log.write(this.node, { kind: 'info', what: 'delivered', id, conversation });
  }
}

const WINDOW = 50;
