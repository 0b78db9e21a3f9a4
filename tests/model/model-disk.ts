// What is on the disk of one node: a crash keeps it, a restored copy takes it back.

import type { Incarnation, MessageId, NodeId } from '../../src/base/ids.js';
import { isHidden, type Message, type MessageState } from '../../src/core/ports/message-store.js';
import type { LaneContext } from '../../src/node/lane/item-context.js';
import type { MemoryStore } from '../../src/testing/memory-store/memory-store.js';
import type { RowsCopy } from '../../src/testing/memory-store/table.js';
import { Numbered, textOf } from './numbered.js';

export interface Disk {
  readonly number: number;
  readonly rows: RowsCopy;
  readonly incarnation: Incarnation;
  readonly own: readonly Shown[];
  readonly theirs: readonly Shown[];
  /** The outbox is not empty. */
  readonly owes: boolean;
  /** Something is being given back that was not encrypted yet. */
  readonly givesBack: boolean;
}

/** A message as its node has it. */
export interface Shown {
  readonly id: MessageId;
  readonly authorSeq: number;
  readonly lamport: number;
  readonly state: MessageState;
  /** Whether something will send it. */
  readonly isOwed: boolean;
}

/** The disks one node can come to have. */
export class Disks {
  readonly #disks = new Numbered<Disk>();
  readonly #rows = new Numbered<{ readonly number: number }>();
  readonly #texts = new WeakMap<ReadonlyMap<string, unknown>, string>();
  readonly #rowNumbers = new WeakMap<object, number>();

  constructor(
    private readonly store: MemoryStore,
    private readonly context: Pick<LaneContext, 'self' | 'conversationId'>,
    private readonly peer: NodeId,
  ) {}

  get size(): number {
    return this.#disks.size;
  }

  /** What is in the store now. */
  now(): Disk {
    const rows = this.store.copy();
    const text = rows.map((table) => this.#textOf(table)).join('/');
    return this.#disks.of(text, (number) => ({ number, rows, ...this.#facts() }));
  }

  /** Most steps leave most tables as they are. */
  #textOf(table: ReadonlyMap<string, unknown>): string {
    const known = this.#texts.get(table);
    if (known !== undefined) return known;
    const numbers = [...table].flatMap(([key, row]) => (isOnlyShown(row) ? [] : [this.#numberOf(key, row)]));
    const text = numbers.sort((a, b) => a - b).join();
    this.#texts.set(table, text);
    return text;
  }

  #numberOf(key: string, row: unknown): number {
    const known = typeof row === 'object' && row !== null ? this.#rowNumbers.get(row) : undefined;
    if (known !== undefined) return known;
    const { number } = this.#rows.of(`${key}=${textOf(row)}`, (fresh) => ({ number: fresh }));
    if (typeof row === 'object' && row !== null) this.#rowNumbers.set(row, number);
    return number;
  }

  #facts(): Omit<Disk, 'number' | 'rows'> {
    const { identity, outbox, contacts } = this.store.connection.store;
    const contact = contacts.byNode(this.peer);
    const owed = contact ? outbox.all(contact.id) : [];
    const shown = (author: NodeId) => {
      return this.#messages(author).map(({ id, authorSeq, lamport, state }) => {
        return { id, authorSeq, lamport, state, isOwed: owed.some(({ messageId }) => messageId === id) };
      });
    };
    return {
      incarnation: identity.incarnation(),
      own: shown(this.context.self),
      theirs: shown(this.peer),
      owes: owed.length > 0,
      givesBack: owed.some(({ kind, sealed }) => kind === 'service' && !sealed),
    };
  }

  /** Without the empty places between them. */
  #messages(author: NodeId): readonly Message[] {
    const conversation = this.context.conversationId(this.peer);
    const all = this.store.connection.store.messages.authoredAbove(conversation, author, 0, MANY);
    return all.filter((message) => !isHidden(message));
  }
}

/** Lines that this store alone has: each event adds one, and nothing is decided by them. */
function isOnlyShown(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'author' in row && row.author === null;
}

const MANY = 1_000;
