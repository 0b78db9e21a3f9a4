// The one order that matters: take what waits, work through it item by item, commit once, then let the effects out.
// No frame leaves and nothing is acknowledged before the commit that explains it is on the disk (DESIGN 3).

import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import type { StoreConnection } from '../../core/ports/store.js';
import type { CrashPoint, ItemContext, LaneContext } from './item-context.js';
import type { Effect, LaneItem } from './lane-messages.js';
import { lastAcks } from './last-acks.js';

/** Most items in one commit. */
const BATCH_ITEMS = 16;

/** Key material that is written once per commit instead of once per item. */
export interface ItemLayers {
  beginItem(): void;
  keepItem(): void;
  dropItem(): void;
  /** Writes what changed, inside the transaction. */
  flush(): void;
  /** The commit succeeded: what was written may be believed. */
  committed(): void;
  dropAll(): void;
}

export interface LaneParts {
  readonly connection: StoreConnection;
  readonly records: ItemLayers;
  readonly context: LaneContext;
  readonly work: (item: LaneItem, context: ItemContext) => Promise<void>;
  readonly release: (
    commit: { readonly rev: number; readonly entities: readonly string[]; readonly frames: number },
    effects: readonly Effect[],
  ) => void;
  readonly crash: (point: CrashPoint) => void;
}

/** What the kept items of a commit lead to. */
interface Outcome {
  readonly effects: Effect[];
  readonly later: LaneItem[];
  readonly pumps: Set<NodeId>;
  /** Something was deleted whose earlier pages are still on the disk. */
  hasDeleted: boolean;
}

export class CommitLane {
  #waiting: LaneItem[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(private readonly parts: LaneParts) {}

  /** Takes an item; it is committed with whatever else waits when its turn comes. */
  push(item: LaneItem): void {
    if (this.#stopped) return;
    this.#waiting.push(item);
    this.#running ??= this.#run();
  }

  /** Finishes the batch in work, refuses the rest, and returns when nothing touches the store any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.idle();
  }

  /** Resolves when nothing waits and nothing is in work. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets items that arrived together share a commit.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      if (this.#stopped) {
        this.#refuseWaiting();
        break;
      }
      const batch = this.#waiting.slice(0, BATCH_ITEMS);
      this.#waiting = this.#waiting.slice(BATCH_ITEMS);
      await this.#commitBatch(batch);
      // Messages from main are taken in between, so that the next batch holds what arrived meanwhile.
      await new Promise(setImmediate);
    }
    this.#running = undefined;
  }

  async #commitBatch(batch: readonly LaneItem[]): Promise<void> {
    const outcome: Outcome = { effects: [], later: [], pumps: new Set(), hasDeleted: false };
    let commit: ReturnType<StoreConnection['commit']>;
    try {
      commit = await this.#transact(batch, outcome);
    } catch (error) {
      this.#dropBatch();
      if (batch.length === 1 || isDiskFailure(error)) {
        for (const item of batch) this.#refuse(item, error);
        return;
      }
      // One item poisons the commit: each gets its own, and only the guilty one is refused.
      for (const item of batch) await this.#commitBatch([item]);
      return;
    }
    // What is committed is never worked on again, whatever happens from here on.
    this.parts.crash('after-commit');
    if (outcome.hasDeleted && !this.parts.connection.scrub()) outcome.effects.push({ kind: 'scrubLater' });
    this.parts.records.committed();
    for (const map of volatile(this.parts.context)) map.keepBatch();
    this.parts.release({ ...commit, frames: framesIn(batch) }, lastAcks(outcome.effects));
    this.parts.crash('after-effects');
    this.#waiting.push(...outcome.later);
  }

  async #transact(batch: readonly LaneItem[], outcome: Outcome) {
    const { connection, records, crash } = this.parts;
    connection.begin();
    for (const item of batch) await this.#workOne(item, outcome);
    for (const nodeId of outcome.pumps) await this.#workOne({ kind: 'pump', nodeId }, outcome);
    records.flush();
    crash('before-commit');
    return connection.commit();
  }

  async #workOne(item: LaneItem, outcome: Outcome): Promise<void> {
    const { connection, records, context } = this.parts;
    const own: Outcome = { effects: [], later: [], pumps: new Set(), hasDeleted: false };
    connection.beginItem();
    records.beginItem();
    try {
      await this.parts.work(item, {
        ...context,
        emit: (effect) => own.effects.push(effect),
        pumpAtEnd: (peer) => own.pumps.add(peer),
        later: (next) => own.later.push(next),
        scrub: () => {
          own.hasDeleted = true;
        },
      });
      connection.keepItem();
      records.keepItem();
      for (const map of volatile(context)) map.keepItem();
      outcome.effects.push(...own.effects);
      outcome.later.push(...own.later);
      for (const peer of own.pumps) outcome.pumps.add(peer);
      outcome.hasDeleted ||= own.hasDeleted;
    } catch (error) {
      connection.dropItem();
      records.dropItem();
      for (const map of volatile(context)) map.dropItem();
      if (isDiskFailure(error)) throw error;
      outcome.effects.push(...this.#refusal(item, error));
      for (const map of volatile(context)) map.keepItem();
    }
  }

  #dropBatch(): void {
    const { connection, records, context } = this.parts;
    connection.rollback();
    records.dropAll();
    for (const map of volatile(context)) map.dropBatch();
  }

  #refuse(item: LaneItem, error: unknown): void {
    const effects = this.#refusal(item, error);
    for (const map of volatile(this.parts.context)) {
      map.keepItem();
      map.keepBatch();
    }
    this.parts.release({ rev: 0, entities: [], frames: framesIn([item]) }, effects);
  }

  /**
   * What happens instead of an item that failed. A frame that was not committed is never acknowledged, and what follows it
   * on its link is not read: closing the link makes the peer send it again after the marks were compared.
   */
  #refusal(item: LaneItem, error: unknown): Effect[] {
    const { code, params } = error instanceof AppError ? error : new AppError('COMMAND_FAILED', {}, error);
    const log: Effect = { kind: 'log', event: 'item-refused', fields: { kind: item.kind, code } };
    if (item.kind === 'command' || item.kind === 'credentials') {
      return [log, { kind: 'replyError', call: item.call, error: { code, params } }];
    }
    if (!('nodeId' in item) && item.kind !== 'linkUp') return [log];
    const { links } = this.parts.context;
    const { nodeId } = item.kind === 'linkUp' ? item.link : item;
    const known = links.get(nodeId)?.linkId;
    const linkId = linkOf(item) ?? known;
    if (linkId === undefined) return [log];
    if (linkId === known) links.delete(nodeId);
    return [log, { kind: 'close', linkId, reason: 'stream' }];
  }

  #refuseWaiting(): void {
    const error = new AppError('NODE_STOPPING');
    for (const item of this.#waiting.splice(0)) this.#refuse(item, error);
  }
}

function framesIn(batch: readonly LaneItem[]): number {
  return batch.filter((item) => item.kind === 'frame').length;
}

function volatile(context: LaneContext) {
  return [context.links, context.doubts, context.waits, context.answers, context.changed, context.budgets];
}

function isDiskFailure(error: unknown): boolean {
  return AppError.is(error, 'DISK_FULL') || AppError.is(error, 'STORE_FAILED');
}

function linkOf(item: LaneItem): number | undefined {
  if (item.kind === 'linkUp') return item.link.linkId;
  return item.kind === 'frame' || item.kind === 'linkDown' ? item.linkId : undefined;
}
