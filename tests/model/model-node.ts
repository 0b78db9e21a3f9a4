// One node: the commit lane of the product with all it calls, on a store in memory and with sessions without cryptography.
// What an item does to the same disk and memory is worked out once and remembered.

import { type Bytes, utf8 } from '../../src/base/bytes.js';
import type { NodeId } from '../../src/base/ids.js';
import { CommitLane } from '../../src/node/lane/commit-lane.js';
import type { LaneContext } from '../../src/node/lane/item-context.js';
import type { Effect, LaneItem } from '../../src/node/lane/lane-messages.js';
import { work } from '../../src/node/lane/work.js';
import { decodeFrame, encodeFrame, type Frame } from '../../src/protocol/frame-codec.js';
import type { MemoryStore } from '../../src/testing/memory-store/memory-store.js';
import { ModelCipher } from './model-cipher.js';
import { type Disk, Disks } from './model-disk.js';
import { mapsLater, mapsOf, Memories, type Memory } from './model-memory.js';
import { Numbered } from './numbered.js';

/** A frame as it comes out of the other end of its link. */
export interface Sent {
  readonly number: number;
  readonly linkId: number;
  readonly frame: Frame;
}

/** A node between two items. */
export interface At {
  readonly disk: Disk;
  readonly memory: Memory;
  /** How much randomness it has used: nothing takes that back. */
  readonly drawn: number;
}

export interface Input {
  /** The same for the same items and no others. */
  readonly name: string;
  /** They share a commit. */
  readonly items: readonly LaneItem[];
}

export interface Outcome extends At {
  readonly sent: readonly Sent[];
  /** The node ends its link. */
  readonly ends: boolean;
  /** What is on the disk if the process dies between the commits of this. */
  readonly halfway: readonly Disk[];
  /** Events that mean that something is wrong. */
  readonly wrong: readonly string[];
}

export class ModelNode {
  readonly #known = new Map<string, Outcome>();
  readonly #disks: Disks;
  readonly #memories = new Memories();
  readonly #frames = new Numbered<Sent>();
  readonly #later = new Map<string, At>();
  readonly #forgotten = this.#memories.of(mapsOf(), false);
  #drawn = 0;

  constructor(
    private readonly name: string,
    private readonly store: MemoryStore,
    private readonly context: LaneContext,
    private readonly peer: NodeId,
  ) {
    this.#disks = new Disks(store, context, peer);
  }

  /** Items the lane worked on. */
  get runs(): number {
    return this.#known.size;
  }

  get nodeId(): NodeId {
    return this.context.self;
  }

  /** As the store is now, with a session both have used. */
  first(session: string, isOurs: boolean): At {
    const { connection } = this.store;
    connection.begin();
    this.#cipher().meet(this.peer, session, isOurs);
    connection.commit();
    return { disk: this.#disks.now(), memory: this.forgotten(), drawn: 0 };
  }

  /** The memory of a process that has just begun. */
  forgotten(): Memory {
    return this.#forgotten;
  }

  async take(at: At, input: Input): Promise<Outcome> {
    const key = `${at.disk.number} ${at.memory.number} ${input.name}`;
    const known = this.#known.get(key) ?? this.#known.get(`${key} ${at.drawn}`);
    if (known) return known.drawn > 0 ? known : { ...known, drawn: at.drawn };
    const outcome = await this.#work(at, input);
    const hasDrawn = outcome.drawn > at.drawn;
    this.#known.set(hasDrawn ? `${key} ${at.drawn}` : key, hasDrawn ? outcome : { ...outcome, drawn: 0 });
    return outcome;
  }

  /** When so much time has passed that nothing is too soon any more: what was done at a time was done long ago. */
  later(at: At): At {
    const key = `${at.disk.number} ${at.memory.number}`;
    const known = this.#later.get(key) ?? this.#passTime(at);
    this.#later.set(key, known);
    return { ...known, drawn: at.drawn };
  }

  #passTime({ disk, memory, drawn }: At): At {
    this.store.putBack(disk.rows);
    const { connection } = this.store;
    const { contacts, streams } = connection.store;
    const contact = contacts.byNode(this.peer);
    const stream = contact && streams.get(contact.id);
    connection.begin();
    if (stream) streams.put({ ...stream, renewedAt: 0 });
    connection.commit();
    return { disk: this.#disks.now(), memory: this.#memories.of(mapsLater(memory), false), drawn };
  }

  async #work({ disk, memory, drawn }: At, { items }: Input): Promise<Outcome> {
    this.store.putBack(disk.rows);
    this.#drawn = drawn;
    const maps = mapsOf(memory);
    const commits: Disk[] = [];
    const effects: Effect[] = [];
    const lane = new CommitLane({
      connection: this.store.connection,
      records: WRITTEN_AT_ONCE,
      context: {
        ...this.context,
        ...maps,
        cipher: this.#cipher(),
        randomBytes: (length) => this.#draw(length),
      },
      work,
      release: (_, released) => effects.push(...released),
      crash: (point) => {
        if (point === 'after-commit') commits.push(this.#disks.now());
      },
    });
    for (const item of items) lane.push(item);
    await lane.idle();
    const isDue = effects.some(({ kind }) => kind === 'goOnLater') || memory.isDue;
    return {
      disk: this.#disks.now(),
      memory: this.#memories.of(maps, isDue),
      drawn: this.#drawn,
      sent: effects.filter((effect) => effect.kind === 'send').map((effect) => this.#sent(effect)),
      ends: effects.some(({ kind }) => kind === 'close' || kind === 'credentialsChanged'),
      halfway: commits.slice(0, -1),
      wrong: effects.flatMap(wrongIn),
    };
  }

  #sent({ linkId, frame }: Extract<Effect, { kind: 'send' }>): Sent {
    const bytes = encodeFrame(frame);
    return this.#frames.of(`${linkId} ${Buffer.from(bytes).toString('latin1')}`, (number) => {
      const decoded = decodeFrame(bytes);
      if (!decoded.ok) throw decoded.error;
      return { number, linkId, frame: decoded.value };
    });
  }

  #cipher(): ModelCipher {
    return new ModelCipher(this.store.connection.store.signal, () => `${this.name}${this.#drawn++}`);
  }

  #draw(length: number): Bytes {
    return utf8(`${this.name}${this.#drawn++}`.padEnd(length, '.'));
  }
}

/** The cipher writes to the store itself: there is no overlay. */
const WRITTEN_AT_ONCE = {
  beginItem: () => undefined,
  keepItem: () => undefined,
  dropItem: () => undefined,
  flush: () => undefined,
  committed: () => undefined,
  dropAll: () => undefined,
};

function wrongIn(effect: Effect): string[] {
  if (effect.kind !== 'log') return [];
  const { event, fields } = effect;
  const { failure } = fields;
  // A node that was restored has lost keys it gave away, and asks for another session.
  if (failure !== undefined && failure !== 'undecryptable') return [`cannot open an envelope: ${failure}`];
  if (event === 'item-refused') return [`fails at ${fields['kind'] ?? ''}: ${fields['code'] ?? ''}`];
  return [];
}
