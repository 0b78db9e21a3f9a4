// The one order that matters: take what waits, work through it item by item, commit once, then let the effects out.
// No frame leaves and nothing is acknowledged before the commit that explains it is on the disk (DESIGN 3). While the disk
// fails the work waits here, in its order.

import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import type { StoreConnection } from '../../core/ports/store.js';
import type { CrashPoint, ItemContext, LaneContext } from './item-context.js';
import type { TransferAct } from '../files/transfer-job.js';
import type { Effect, LaneItem } from './lane-messages.js';
import { addLater, takeBatch } from './batch.js';
import { lastAcks } from './last-acks.js';

/** Until a deletion that failed by itself is tried again. */
const REFUSED_WAIT_MS = 60_000;

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
  /** So many of the waiting items are worked on one by one, because they failed together. */
  #alone = 0;
  /** Undefined while commits succeed. */
  #disk: 'failing' | 'proved' | undefined;

  constructor(private readonly parts: LaneParts) {}

  /** Takes an item; it is committed with whatever else waits when its turn comes. */
  push(item: LaneItem): void {
    if (this.#stopped) return;
    this.#waiting.push(item);
    if (this.#hasWork()) this.#running ??= this.#run();
  }

  /** Finishes the batch in work, refuses the rest, and returns when nothing touches the store any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.idle();
    this.#refuseWaiting();
  }

  /** Resolves when nothing is in work, and nothing waits but for the disk. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets items that arrived together share a commit.
    await new Promise(setImmediate);
    while (this.#hasWork()) {
      if (this.#disk === 'failing' && !this.#tryDisk()) continue;
      const batch = takeBatch(this.#waiting, this.#alone > 0);
      this.#alone = Math.max(0, this.#alone - 1);
      await this.#commitBatch(batch);
      // Messages from main are taken in between, so that the next batch holds what arrived meanwhile.
      await new Promise(setImmediate);
    }
    this.#running = undefined;
  }

  #hasWork(): boolean {
    if (this.#stopped) return false;
    return this.#disk === 'failing' ? this.#waiting.some(isWorthATry) : this.#waiting.length > 0;
  }

  async #commitBatch(batch: readonly LaneItem[]): Promise<void> {
    const outcome: Outcome = { effects: [], later: [], pumps: new Set(), hasDeleted: false };
    let commit: ReturnType<StoreConnection['commit']>;
    try {
      commit = await this.#transact(batch, outcome);
    } catch (error) {
      this.#dropBatch();
      if (this.#isToBlame(error)) this.#hold(batch, error);
      else if (batch.length === 1) for (const item of batch) this.#refuse(item, error);
      else {
        // One item poisons the commit: each gets its own, and only the guilty one is refused.
        this.#waiting.unshift(...batch);
        this.#alone = batch.length;
      }
      return;
    }
    // What is committed is never worked on again, whatever happens from here on.
    this.parts.crash('after-commit');
    this.#disk = undefined;
    if (outcome.hasDeleted && !this.parts.connection.scrub()) outcome.effects.push({ kind: 'scrubLater' });
    this.parts.records.committed();
    for (const map of volatile(this.parts.context)) map.keepBatch();
    this.parts.release({ ...commit, frames: framesIn(batch) }, lastAcks(outcome.effects));
    this.parts.crash('after-effects');
    addLater(this.#waiting, outcome.later);
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

  /** A disk that takes something else before and after is not why this failed; a full one may take a little and no more. */
  #isToBlame(error: unknown): boolean {
    if (!isDiskFailure(error)) return false;
    return this.#disk === undefined || AppError.is(error, 'DISK_FULL') || !this.#takesWrites();
  }

  #takesWrites(): boolean {
    try {
      this.parts.connection.tryDisk();
      return true;
    } catch {
      return false;
    }
  }

  /** Whoever asked is told; all else waits, and with it the peers it came from, until `tryDisk`. */
  #hold(batch: readonly LaneItem[], error: unknown): void {
    const items = [...batch, ...this.#waiting];
    this.#waiting = items.filter((item) => !isWorthATry(item));
    this.#alone = 0;
    this.#disk = 'failing';
    for (const item of items.filter(isAsked)) this.#refuse(item, error);
    const code = AppError.is(error, 'DISK_FULL') ? 'DISK_FULL' : 'STORE_FAILED';
    this.parts.release({ rev: 0, entities: [], frames: 0 }, [{ kind: 'diskFailing', code }]);
  }

  #tryDisk(): boolean {
    try {
      this.parts.connection.tryDisk();
    } catch (error) {
      this.#hold([], error);
      return false;
    }
    this.#disk = 'proved';
    this.parts.release({ rev: 0, entities: [], frames: 0 }, [{ kind: 'diskWorking' }]);
    return true;
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
    // What was deleted does not stay because of an error of ours, or of the disk.
    const again: Effect[] =
      (item.kind === 'carryOutDeletions' || item.kind === 'erase') && !this.#stopped
        ? [{ kind: 'deletionsLater', delayMs: REFUSED_WAIT_MS }]
        : [];
    if ('call' in item) {
      return [log, ...again, { kind: 'replyError', call: item.call, error: { code, params } }];
    }
    if (!('nodeId' in item) && item.kind !== 'linkUp') return [log, ...again];
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

/** What a disk that failed is tried for: somebody asks, or it is time to. */
function isWorthATry(item: LaneItem): boolean {
  return item.kind === 'tryDisk' || isAsked(item);
}

/** Somebody asks for it, and can ask again. What the thread of files found out is told once: it waits like a frame. */
function isAsked(item: LaneItem): boolean {
  if (item.kind === 'transferAct') return OF_OWNERS.has(item.act.act);
  if (item.kind === 'credentials') return !item.waitsForDisk;
  return item.kind === 'command' || (item.kind === 'erase' && 'call' in item);
}

/** Of `forgetLoose` and `ownersOf` the next start asks again, and until they are answered nobody can hand anything over. */
const OF_OWNERS: ReadonlySet<TransferAct['act']> = new Set([
  'offeredBefore',
  'offer',
  'accept',
  'handOver',
  'roomToAttach',
  'dropLoose',
  'forgetLoose',
  'ownersOf',
]);

function isDiskFailure(error: unknown): boolean {
  return AppError.is(error, 'DISK_FULL') || AppError.is(error, 'STORE_FAILED');
}

function linkOf(item: LaneItem): number | undefined {
  if (item.kind === 'linkUp') return item.link.linkId;
  return item.kind === 'frame' || item.kind === 'linkDown' ? item.linkId : undefined;
}
