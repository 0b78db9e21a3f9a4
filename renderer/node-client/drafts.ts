// What is being written, a draft or a caption, on its way to the node. What the node did not take is here when the conversation is opened again, and
// is told to the next one, also by the page that begins anew behind its lock.

import { AppError } from '../../src/base/app-error.js';
import { isAnswerLost } from '../../src/contract/answer-lost.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { untilOpen } from './call-until-answered.js';
import { entriesIn, isText } from './carried.js';
import { Echoes } from './echoes.js';
import { isOpen, type NodeConnection } from './node-connection.js';

type GivenBack = (text: string) => void;

/** What is written in a conversation, where it can be seen. */
export interface ShownField {
  /** Something of it was not given here yet. */
  readonly isWaiting: () => boolean;
  readonly show: (text: string) => void;
}

export interface DraftsOptions {
  /** What has the node keep it. */
  readonly command: 'setDraft' | 'setCaption';
  /** The node would not keep what is written; called once until it does again. */
  readonly notKept: (error: AppError) => void;
  /** What `carry` of the page before gave; anything else is nothing. */
  readonly carried?: unknown;
}

export class Drafts {
  /** By conversation: what the node has not confirmed. */
  readonly #unsaved: Map<string, string>;
  /** By conversation: what was written last in this page, or in the one before it. */
  readonly #last: Map<string, string>;
  /** By conversation: what the node keeps, as far as this page knows. What is written next began from it. */
  readonly #kept: Map<string, string>;
  /** By conversation: what the node was asked to keep and has not answered. */
  readonly #asked = new Map<string, string>();
  /** By conversation: what comes of the last of it, an error where the node has not taken it. */
  readonly #saving = new Map<string, Promise<AppError | undefined>>();
  /** By conversation: what the view of the node showed last. */
  readonly #shown = new Map<string, string>();
  /** What this page wrote and the view has not shown yet. */
  readonly #unshown = new Echoes();
  readonly #fields = new Map<string, GivenBack>();
  readonly #showing = new Map<string, ShownField>();
  /** Conversations whose text the node would not keep, as its owner was told. */
  readonly #notKept = new Set<string>();

  constructor(
    private readonly connection: Pick<NodeConnection, 'call' | 'state'>,
    private readonly options: DraftsOptions,
  ) {
    const carried = entriesIn(options.carried, isEntry);
    this.#unsaved = new Map(carried.map(([conversationId, text]) => [conversationId, text]));
    this.#last = new Map(this.#unsaved);
    this.#kept = new Map(carried.map(([conversationId, , kept]) => [conversationId, kept]));
    connection.state.subscribe((now, before) => {
      if (!isOpen(before) && isOpen(now)) this.#saveAll();
    });
  }

  /**
   * A field begins with what the node has not taken yet, or with what its view shows. Of a view that is late what follows is
   * shown in the field, and what is written there before is put below it.
   */
  begin(conversationId: string, shown: string): string {
    const unsaved = this.#unsaved.get(conversationId);
    if (unsaved === undefined) this.#begunFrom(conversationId, shown);
    return unsaved ?? shown;
  }

  /** What is written, as far as this page knows. */
  written(conversationId: string): string {
    const isUnshown = this.#unsaved.has(conversationId) || this.#unshown.isExpecting(conversationId);
    const own = isUnshown ? this.#last.get(conversationId) : undefined;
    return own ?? this.#shown.get(conversationId) ?? '';
  }

  /**
   * What the node keeps, as its view shows it, whether or not there is a field. Where nothing waits here it is what is being
   * written here, too, unless more of what was written here is still to come.
   */
  shown(conversationId: string, text: string): void {
    const isNews = this.#shown.get(conversationId) !== text;
    // The same row comes again whenever something else in its list changed.
    if (!isNews) return;
    this.#shown.set(conversationId, text);
    const isOwn = this.#unshown.take(conversationId, text);
    const field = this.#showing.get(conversationId);
    const isFollowed = isOwn && this.#unshown.isExpecting(conversationId);
    if (isFollowed || this.#unsaved.has(conversationId) || field?.isWaiting() === true) return;
    this.#unshown.forget(conversationId);
    this.#begunFrom(conversationId, text);
    field?.show(text);
  }

  /** @returns to be called when the field of the conversation is gone */
  onShown(conversationId: string, field: ShownField): () => void {
    return register(this.#showing, conversationId, field);
  }

  keep(conversationId: string, text: string): void {
    this.#last.set(conversationId, text);
    this.#unsaved.set(conversationId, text);
    void this.#save(conversationId, text);
  }

  /**
   * Resolves once the node keeps what is written, however many sessions that takes.
   * @returns why it would not
   */
  async saved(conversationId: string): Promise<AppError | undefined> {
    for (;;) {
      const text = this.#unsaved.get(conversationId);
      if (text === undefined) return undefined;
      const refusal = await (this.#saving.get(conversationId) ?? this.#save(conversationId, text));
      if (!refusal) continue;
      if (!isAnswerLost(refusal)) return refusal;
      if (!isOpen(this.connection.state.getState())) await untilOpen(this.connection);
    }
  }

  /** It was sent, and goes with the message. */
  sent(conversationId: string): void {
    // What was told before it comes back late, and is not written any more.
    this.#unshown.expect(conversationId, '');
    this.#last.delete(conversationId);
    this.#unsaved.delete(conversationId);
    this.#notKept.delete(conversationId);
  }

  /** Text that was sent and refused, or written in another face: above what was written meanwhile, in the field of the conversation if there is one. */
  giveBack(conversationId: string, text: string): void {
    const field = this.#fields.get(conversationId);
    const meanwhile = this.#last.get(conversationId) ?? '';
    if (field) field(text);
    else this.keep(conversationId, meanwhile === '' ? text : `${text}\n${meanwhile}`);
  }

  /** @returns to be called when the field of the conversation is gone */
  onGivenBack(conversationId: string, field: GivenBack): () => void {
    return register(this.#fields, conversationId, field);
  }

  /** For the page that follows this one, whose node comes back locked. */
  carry(): unknown {
    return [...this.#unsaved].map(([conversationId, text]) => {
      return [conversationId, text, this.#kept.get(conversationId) ?? ''];
    });
  }

  #begunFrom(conversationId: string, text: string): void {
    this.#kept.set(conversationId, text);
    this.#last.set(conversationId, text);
  }

  #saveAll(): void {
    for (const [conversationId, text] of this.#unsaved) void this.#save(conversationId, text);
  }

  async #save(conversationId: string, text: string): Promise<AppError | undefined> {
    const saving = this.#tell(conversationId, text);
    this.#saving.set(conversationId, saving);
    const refusal = await saving;
    if (this.#saving.get(conversationId) === saving) this.#saving.delete(conversationId);
    return refusal;
  }

  async #tell(conversationId: string, text: string): Promise<AppError | undefined> {
    // A browser's session ends with a text that is much longer, and the next one would with the same.
    if (text.length > MOST_DRAFT) return this.#refused(conversationId, new AppError('TEXT_TOO_LONG'));
    const couldTell = isOpen(this.connection.state.getState());
    const from = this.#asked.get(conversationId) ?? this.#kept.get(conversationId) ?? '';
    this.#asked.set(conversationId, text);
    this.#unshown.expect(conversationId, text);
    const saved = await this.connection.call(this.options.command, { conversationId, text, from });
    if (this.#asked.get(conversationId) === text) this.#asked.delete(conversationId);
    if (!saved.ok) this.#unshown.take(conversationId, text);
    // It is most likely there: only its answer was lost.
    if (!saved.ok && couldTell && isAnswerLost(saved.error)) this.#kept.set(conversationId, text);
    // Of a conversation that is gone nothing can be kept; anything else the node may take another time.
    if (!saved.ok && saved.error.code !== 'NOT_FOUND') return this.#refused(conversationId, saved.error);
    this.#notKept.delete(conversationId);
    if (this.#unsaved.get(conversationId) === text) this.#unsaved.delete(conversationId);
    if (saved.ok) this.#taken(conversationId, text, saved.value.above);
    return undefined;
  }

  /** @param above what another face had written meanwhile, which is not known here yet */
  #taken(conversationId: string, text: string, above = ''): void {
    const kept = [above, text].filter((part) => part !== '').join('\n');
    this.#kept.set(conversationId, kept);
    if (above === '') return;
    this.#unshown.expect(conversationId, kept);
    this.giveBack(conversationId, above);
  }

  #refused(conversationId: string, error: AppError): AppError {
    // A node that went away or locked is told when it is there.
    const isForLater = isAnswerLost(error) || error.code === 'NODE_LOCKED';
    if (!isForLater && !this.#notKept.has(conversationId)) {
      this.#notKept.add(conversationId);
      this.options.notKept(error);
    }
    return error;
  }
}

function register<Field>(fields: Map<string, Field>, conversationId: string, field: Field): () => void {
  fields.set(conversationId, field);
  return () => {
    if (fields.get(conversationId) === field) fields.delete(conversationId);
  };
}

/** A conversation, what is written in it, and what that was begun from. */
type Entry = readonly [conversationId: string, text: string, kept: string];

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && value.length === 3 && value.every(isText);
}
