// Messages the owner has sent and the node's views do not show yet: drawn at once, under the id they keep.

import { createStore } from 'zustand/vanilla';
import type { AppError } from '../../src/base/app-error.js';
import type { Result } from '../../src/base/result.js';
import { freshId } from './fresh-id.js';
import type { NodeConnection } from './node-connection.js';

export interface OutgoingMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly at: number;
}

export interface Sending {
  readonly contactId: string;
  readonly conversationId: string;
  readonly text: string;
}

export class Outgoing {
  readonly store = createStore<readonly OutgoingMessage[]>(() => []);

  constructor(
    private readonly connection: NodeConnection,
    private readonly now: () => number,
  ) {}

  /** Shows the message and sends it. A refusal takes it away again, so that the caller can give the text back. */
  async send({ contactId, conversationId, text }: Sending): Promise<Result<unknown, AppError>> {
    const id = freshId();
    this.store.setState((shown) => [...shown, { id, conversationId, text, at: this.now() }], true);
    const sent = await this.connection.call('sendMessage', { id, contactId, text });
    if (!sent.ok) this.forget([id]);
    return sent;
  }

  /** The node's view shows them now. */
  forget(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.store.setState((shown) => shown.filter((message) => !ids.includes(message.id)), true);
  }
}
