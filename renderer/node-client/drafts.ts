// What is being written, on its way to the node. What the node did not take is here when the conversation is opened again, and
// is told to the next one, also by the page that begins anew behind its lock.

import { entriesIn, isText } from './carried.js';
import { isOpen, type NodeConnection } from './node-connection.js';

type GivenBack = (text: string) => void;

export class Drafts {
  /** By conversation: what the node has not confirmed. */
  readonly #unsaved: Map<string, string>;
  /** By conversation: what this page wrote last. */
  readonly #last = new Map<string, string>();
  readonly #fields = new Map<string, GivenBack>();

  /** @param carried what `carry` of the page before gave; anything else is nothing */
  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    carried: unknown = [],
  ) {
    this.#unsaved = new Map(entriesIn(carried, isEntry));
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
    const saved = await this.connection.call('setDraft', { conversationId, text });
    // Of a conversation that is gone nothing can be kept; anything else the node may take another time.
    if (!saved.ok && saved.error.code !== 'NOT_FOUND') return;
    if (this.#unsaved.get(conversationId) === text) this.#unsaved.delete(conversationId);
  }
}

function isEntry(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}
