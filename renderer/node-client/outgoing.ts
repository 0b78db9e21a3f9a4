// Messages the owner has sent and the node's views do not show yet: drawn at once, under the id they keep until the node has
// answered, however many sessions that takes.

import { createStore } from 'zustand/vanilla';
import { AppError } from '../../src/base/app-error.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { callUntilAnswered } from './call-until-answered.js';
import { entriesIn, isText } from './carried.js';
import { freshId } from './fresh-id.js';
import { isOpen, type NodeConnection } from './node-connection.js';

export interface Sending {
  readonly contactId: string;
  readonly conversationId: string;
  readonly text: string;
}

export interface OutgoingMessage extends Sending {
  readonly id: string;
  readonly at: number;
}

export interface OutgoingOptions {
  readonly now: () => number;
  /** The node did not take it, and it is shown no more. Entered again as it is, it is the same message. */
  readonly refused: (message: OutgoingMessage, error: AppError) => void;
  /** What `carry` of the page before gave; anything else is nothing. */
  readonly carried?: unknown;
}

export class Outgoing {
  readonly store = createStore<readonly OutgoingMessage[]>(() => []);
  readonly #unanswered = new Map<string, OutgoingMessage>();
  /** The last of each conversation. */
  readonly #refused = new Map<string, OutgoingMessage>();

  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    private readonly options: OutgoingOptions,
  ) {
    for (const message of entriesIn(options.carried, isMessage)) void this.#send(message);
  }

  /**
   * Shows the message and sends it, again and again under its id where the answer was lost. Where no node is there to be
   * asked it is refused at once: a page that is closed would take it along.
   */
  async send({ contactId, conversationId, text }: Sending): Promise<void> {
    const again = this.#refused.get(conversationId);
    this.#refused.delete(conversationId);
    const id = again?.text === text ? again.id : freshId();
    const message = { id, contactId, conversationId, text, at: this.options.now() };
    if (isOpen(this.connection.state.getState())) await this.#send(message);
    else await this.#refuse(message, new AppError('NODE_NOT_RUNNING'));
  }

  /** The node's view shows them now. */
  forget(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.store.setState((shown) => shown.filter((message) => !ids.includes(message.id)), true);
  }

  /** A view of the conversation that is opened now shows whatever the node has answered. */
  forgetAnswered(conversationId: string): void {
    this.store.setState(
      (shown) =>
        shown.filter(
          (message) => message.conversationId !== conversationId || this.#unanswered.has(message.id),
        ),
      true,
    );
  }

  /** For the page that follows this one, whose node comes back locked. */
  carry(): unknown {
    return [...this.#unanswered.values()];
  }

  async #send(message: OutgoingMessage): Promise<void> {
    // Far longer ones end the session of a browser: their answer would be lost every time.
    if (message.text.length > MOST_DRAFT) {
      await this.#refuse(message, new AppError('TEXT_TOO_LONG'));
      return;
    }
    this.#unanswered.set(message.id, message);
    this.store.setState((shown) => [...shown, message], true);
    const { id, contactId, text } = message;
    const sent = await callUntilAnswered(this.connection, 'sendMessage', { id, contactId, text });
    this.#unanswered.delete(id);
    if (sent.ok) return;
    this.forget([id]);
    await this.#refuse(message, sent.error);
  }

  async #refuse(message: OutgoingMessage, error: AppError): Promise<void> {
    // The field it came from is emptied before it has it back.
    await Promise.resolve();
    this.#refused.set(message.conversationId, message);
    this.options.refused(message, error);
  }
}

function isMessage(value: unknown): value is OutgoingMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { id, contactId, conversationId, text, at } = value as Readonly<Record<string, unknown>>;
  return [id, contactId, conversationId, text].every(isText) && typeof at === 'number';
}
