// What is being written, on its way to the node. What a node that ended did not take is told to the next one, also by the page
// that begins anew behind its lock.

import { isAnswerLost } from '../../src/contract/answer-lost.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';

export class Drafts {
  /** By conversation: what the node has not confirmed. */
  readonly #unsaved: Map<string, string>;

  /** @param carried what `carry` of the page before gave; anything else is nothing */
  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    carried = '',
  ) {
    this.#unsaved = new Map(entriesIn(carried));
    connection.state.subscribe((now, before) => {
      if (before.phase === 'stale' && isOpen(now)) void this.saveAll();
    });
  }

  keep(conversationId: string, text: string): void {
    this.#unsaved.set(conversationId, text);
    void this.#save(conversationId, text);
  }

  /** Resolves when the node has answered, or is away again. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#unsaved].map(([conversationId, text]) => this.#save(conversationId, text)));
  }

  /** For the page that follows this one, whose node comes back locked; empty when there is nothing. */
  carry(): string {
    return this.#unsaved.size === 0 ? '' : JSON.stringify([...this.#unsaved]);
  }

  async #save(conversationId: string, text: string): Promise<void> {
    const saved = await this.connection.call('setDraft', { conversationId, text });
    if (!saved.ok && (isAnswerLost(saved.error) || saved.error.code === 'NODE_LOCKED')) return;
    // Whatever else the node refuses it refuses every time.
    if (this.#unsaved.get(conversationId) === text) this.#unsaved.delete(conversationId);
  }
}

function isOpen({ phase, node }: ConnectionState): boolean {
  return phase === 'live' && node === 'open';
}

function entriesIn(carried: string): readonly (readonly [string, string])[] {
  try {
    const entries: unknown = JSON.parse(carried);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
