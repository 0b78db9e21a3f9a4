// What is being written, on its way to the node. What the node did not take is here when the conversation is opened again, and
// is told to the next one, also by the page that begins anew behind its lock.

import { AppError } from '../../src/base/app-error.js';
import { isAnswerLost } from '../../src/contract/answer-lost.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { entriesIn, isText } from './carried.js';
import { isOpen, type NodeConnection } from './node-connection.js';

type GivenBack = (text: string) => void;

export interface DraftsOptions {
  /** The node would not keep what is written; called once until it does again. */
  readonly notKept: (error: AppError) => void;
  /** What `carry` of the page before gave; anything else is nothing. */
  readonly carried?: unknown;
}

export class Drafts {
  /** By conversation: what the node has not confirmed. */
  readonly #unsaved: Map<string, string>;
  /** By conversation: what this page wrote last. */
  readonly #last = new Map<string, string>();
  readonly #fields = new Map<string, GivenBack>();
  /** Conversations whose text the node would not keep, as its owner was told. */
  readonly #notKept = new Set<string>();

  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    private readonly options: DraftsOptions,
  ) {
    this.#unsaved = new Map(entriesIn(options.carried, isEntry));
    connection.state.subscribe((now, before) => {
      if (!isOpen(before) && isOpen(now)) this.#saveAll();
    });
  }

  /** What the node has not taken yet. */
  unsaved(conversationId: string): string | undefined {
    return this.#unsaved.get(conversationId);
  }

  keep(conversationId: string, text: string): void {
    this.#last.set(conversationId, text);
    this.#unsaved.set(conversationId, text);
    void this.#save(conversationId, text);
  }

  /** It was sent, and goes with the message. */
  sent(conversationId: string): void {
    this.#last.delete(conversationId);
    this.#unsaved.delete(conversationId);
    this.#notKept.delete(conversationId);
  }

  /** Text that was sent and refused: above what was written meanwhile, in the field of the conversation if there is one. */
  giveBack(conversationId: string, text: string): void {
    const field = this.#fields.get(conversationId);
    const meanwhile = this.#last.get(conversationId) ?? '';
    if (field) field(text);
    else this.keep(conversationId, meanwhile === '' ? text : `${text}\n${meanwhile}`);
  }

  /** @returns to be called when the field of the conversation is gone */
  onGivenBack(conversationId: string, field: GivenBack): () => void {
    this.#fields.set(conversationId, field);
    return () => {
      if (this.#fields.get(conversationId) === field) this.#fields.delete(conversationId);
    };
  }

  /** For the page that follows this one, whose node comes back locked. */
  carry(): unknown {
    return [...this.#unsaved];
  }

  #saveAll(): void {
    for (const [conversationId, text] of this.#unsaved) void this.#save(conversationId, text);
  }

  async #save(conversationId: string, text: string): Promise<void> {
    // A browser's session ends with a text that is much longer, and the next one would with the same.
    if (text.length > MOST_DRAFT) {
      this.#refused(conversationId, new AppError('TEXT_TOO_LONG'));
      return;
    }
    const saved = await this.connection.call('setDraft', { conversationId, text });
    // Of a conversation that is gone nothing can be kept; anything else the node may take another time.
    if (!saved.ok && saved.error.code !== 'NOT_FOUND') {
      this.#refused(conversationId, saved.error);
      return;
    }
    this.#notKept.delete(conversationId);
    if (this.#unsaved.get(conversationId) === text) this.#unsaved.delete(conversationId);
  }

  #refused(conversationId: string, error: AppError): void {
    // A node that went away or locked is told when it is there.
    if (isAnswerLost(error) || error.code === 'NODE_LOCKED' || this.#notKept.has(conversationId)) return;
    this.#notKept.add(conversationId);
    this.options.notKept(error);
  }
}

function isEntry(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}
