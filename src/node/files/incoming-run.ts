// Brings one file here: checks what is here already, asks for a ticket, fetches by the best way that works, and goes on by
// another one, or later, whatever breaks.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { TransferRow } from '../../contract/values.js';
import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { Timers } from '../../core/ports/timers.js';
import type { ChunkSlice } from '../../protocol/bulk-frame-codec.js';
import { chunkCount } from '../../protocol/file-header.js';
import type { FetchEnd } from './file-calls.js';
import { sizeOf } from './transfer-activity.js';
import { PushFetch } from './push-fetch.js';
import type { PushIntake } from './push-intake.js';
import { SliceFetch } from './slice-fetch.js';
import type { TransferJob } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';
import type { TurnTaker } from './waiting-turns.js';

const TICKET_TIMEOUT_MS = 3_000;
/** Without a slice, or a chunk that is brought, for so long this way is given up for the round. */
const SLICE_TIMEOUT_MS = 20_000;
/** Between the last chunk and the sender's word that it was the last. */
const ROOT_WAIT_MS = 5_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
const NO_SPACE_WAIT_MS = 5_000;
/** Chunks over the link before a better way is tried again: 64 MiB. */
const SLICED_AT_ONCE = 256;

/** What the run needs of the node around it. */
export interface IncomingWorld extends Pick<
  TransferWorld,
  'files' | 'timers' | 'act' | 'send' | 'changed' | 'bug'
> {
  /** The link to the sender; undefined while none is up. */
  linkId(): number | undefined;
  places(): readonly BulkPlace[];
  /** Whether the sender brings the file when it is asked to. */
  brings(): boolean;
  readonly intake: PushIntake;
  /** From now on something of the file may come. */
  asked(): void;
  askTurn(taker: TurnTaker): void;
  endTurn(): void;
}

/** over: nothing more is tried. madeRoom: others had waited for the turn. full: the disk is. */
type RoundEnd = 'kept' | 'over' | 'again' | 'madeRoom' | 'full';

export class IncomingRun {
  activity: TransferRow['activity'] = 'waiting';
  carrier: TransferRow['carrier'] = null;
  #job: TransferJob;
  #isStopped = false;
  #movedAt = 0;
  #wakes = new Set<() => void>();
  #ticket: Bytes | undefined;
  /** What comes by slices, or is brought. */
  #coming: SliceFetch | PushFetch | undefined;
  readonly #ended: Promise<void>;

  constructor(
    job: TransferJob,
    private readonly world: IncomingWorld,
    /** Verified, as far as is known. */
    public chunks: number,
  ) {
    this.#job = job;
    this.#ended = this.#run();
  }

  /** Since something of it came. */
  get stillMs(): number {
    return this.world.timers.monotonicMs() - this.#movedAt;
  }

  /** Something of what was asked for came. */
  moved(): void {
    this.#movedAt = this.world.timers.monotonicMs();
    if (this.carrier !== null && this.activity === 'waiting') this.#show('flowing', this.carrier);
  }

  /** The sender stated the root. */
  set job(job: TransferJob) {
    this.#job = job;
    this.#wake();
  }

  ticket(ticket: Bytes): void {
    this.#ticket = ticket;
    // Nothing comes the way that is tried, and its sender shows another one.
    if (this.#coming?.pieces === 0) this.#coming.stop();
    this.#wake();
  }

  slice(slice: ChunkSlice): void {
    if (!(this.#coming instanceof SliceFetch)) return;
    const { pieces } = this.#coming;
    this.#coming.slice(slice);
    if (this.#coming.pieces > pieces) this.moved();
  }

  writable(): void {
    if (this.#coming instanceof SliceFetch) this.#coming.writable();
  }

  /** The sender cannot bring the stretch that begins there. */
  pushFailed(first: number): void {
    if (this.#coming instanceof PushFetch) this.#coming.failed(first);
  }

  /** A link came or went. */
  linkChanged(): void {
    this.#coming?.stop();
    this.#wake();
  }

  /** Returns once nothing of it touches the file any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#coming?.stop();
    this.#wake();
    await this.world.files.call('stopFetching', { id: this.#job.id }).catch(() => undefined);
    await this.#ended;
  }

  async #run(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    while (!this.#isStopped) {
      const before = this.chunks;
      const outcome = await this.#turn();
      if (outcome === 'kept' || outcome === 'over') return;
      // Who made room asks at once, and stands behind those that wait.
      if (outcome === 'madeRoom') continue;
      const isFull = outcome === 'full';
      const isInvited = this.#ticket !== undefined && this.world.linkId() !== undefined;
      waitMs = isInvited || this.chunks > before ? FIRST_WAIT_MS : Math.min(2 * waitMs, LONGEST_WAIT_MS);
      this.#show(isFull ? 'noSpace' : 'waiting', null);
      await this.#wokenWithin(isFull ? NO_SPACE_WAIT_MS : waitMs);
    }
  }

  /** One round, in a turn of its own. */
  async #turn(): Promise<RoundEnd> {
    const others = { wait: false };
    await this.#begun(() => {
      others.wait = true;
      this.#coming?.stop();
      this.world.files.call('stopFetching', { id: this.#job.id }).catch(() => undefined);
    });
    try {
      if (this.#isStopped) return 'over';
      if (await this.#round()) return 'kept';
      return others.wait ? 'madeRoom' : 'again';
    } catch (error) {
      return await this.#after(error);
    } finally {
      this.world.endTurn();
    }
  }

  /** Once there is a place for it, or it was stopped. */
  #begun(makeRoom: () => void): Promise<void> {
    return new Promise((resolve) => {
      const begin = (): void => {
        this.#wakes.delete(stopped);
        resolve();
      };
      const stopped = (): void => {
        if (this.#isStopped) begin();
      };
      this.#wakes.add(stopped);
      this.#show('queued', null);
      this.world.askTurn({ begin, makeRoom });
    });
  }

  /** True: the file is here and kept. */
  async #round(): Promise<boolean> {
    this.#show('checking', null);
    if (await this.#look()) return this.#kept();
    const all = chunkCount(sizeOf(this.#job));
    if (this.chunks < all && !(await this.#fetched())) return false;
    this.chunks = all;
    if (!this.#job.root) this.#show('waiting', null);
    // The sender's word comes through the session, on its own way.
    if (!this.#job.root) await this.#wokenWithin(ROOT_WAIT_MS);
    // Asking for a ticket makes the sender look whether it has encrypted everything.
    if (!this.#job.root && (await this.#askTicket())) await this.#wokenWithin(ROOT_WAIT_MS);
    const { root } = this.#job;
    if (!root || this.#isStopped) return false;
    this.#show('checking', null);
    await this.world.files.call('keep', { id: this.#job.id, root });
    return this.#kept();
  }

  /** How far the file is here; true: it is whole and kept. */
  async #look(): Promise<boolean> {
    const { id, header, key } = this.#job;
    if (!key) return false;
    const { chunks, isKept } = await this.world.files.call('open', { id, key, header });
    this.chunks = chunks;
    return isKept;
  }

  async #kept(): Promise<boolean> {
    this.#show('idle', null);
    await this.world.act({ act: 'kept', transferId: this.#job.id });
    return true;
  }

  /** Whether nothing is missing any more. */
  async #fetched(): Promise<boolean> {
    const linkId = this.world.linkId();
    if (linkId === undefined) return false;
    const places = this.world.places();
    // With nowhere to take it to a ticket shows no way, and would keep the others from being tried.
    if (places.length === 0) this.#ticket = undefined;
    for (const place of places) {
      const before = this.chunks;
      const end = await this.#fetchFrom(place);
      if (end === 'whole') return true;
      if (end === 'stopped') return false;
      await this.#look();
      // What broke after something came is tried again; where nothing comes another way is taken.
      if (this.chunks > before) return false;
      if (end === 'busy') break;
    }
    const before = this.chunks;
    if (await this.#brought(linkId)) return true;
    return this.#isStopped || this.#ticket || this.chunks > before ? false : this.#fetchOver(linkId);
  }

  async #fetchFrom(place: BulkPlace): Promise<FetchEnd> {
    const { id } = this.#job;
    const ticket = await this.#askTicket();
    if (!ticket || this.#isStopped) return 'stopped';
    this.#show('waiting', 'https');
    return this.world.files.call('fetch', { id, place, ticket });
  }

  async #fetchOver(linkId: number): Promise<boolean> {
    const { id, offer } = this.#job;
    const { files } = this.world;
    const missing = async (from: number) => (await files.call('missing', { id, from, most: 1 }))?.first;
    const slices = new SliceFetch({
      sizeBytes: sizeOf(this.#job),
      missing,
      ask: (index) => this.world.send(linkId, { kind: 'chunkWanted', offer, index }) === 'sent',
      put: (index, sealed) => this.#put(index, sealed),
    });
    this.#show('waiting', 'link');
    await this.#watched(slices, () => slices.run(SLICED_AT_ONCE));
    return (await missing(0)) === undefined;
  }

  /** By HTTPS as well, but the sender connects. Whether nothing is missing any more. */
  async #brought(linkId: number): Promise<boolean> {
    const { id, offer } = this.#job;
    const { files, timers, intake } = this.world;
    if (this.#isStopped || !this.world.brings()) return false;
    const pushes = new PushFetch({
      sizeBytes: sizeOf(this.#job),
      intake,
      monotonicMs: () => timers.monotonicMs(),
      missing: async (from, most) => (await files.call('missing', { id, from, most })) ?? undefined,
      ask: (wanted) => this.world.send(linkId, { kind: 'pushWanted', offer, ...wanted }) === 'sent',
      put: (index, sealed) => {
        this.moved();
        return this.#put(index, sealed);
      },
    });
    this.#show('waiting', 'push');
    await this.#watched(pushes, () => pushes.run());
    await this.#look();
    return this.chunks === chunkCount(sizeOf(this.#job));
  }

  async #put(index: number, sealed: Uint8Array): Promise<void> {
    await this.world.files.call('put', { id: this.#job.id, index, sealed });
  }

  async #watched(coming: SliceFetch | PushFetch, run: () => Promise<void>): Promise<void> {
    this.#coming = coming;
    const stopWatch = watch(this.world.timers, coming);
    try {
      await run();
    } finally {
      stopWatch();
      this.#coming = undefined;
    }
  }

  /** One that came late, or a new one. */
  async #askTicket(): Promise<Bytes | undefined> {
    const linkId = this.world.linkId();
    if (linkId === undefined) return undefined;
    const { offer } = this.#job;
    if (!this.#ticket) {
      const asked = this.world.send(linkId, { kind: 'fileWanted', offer, chunks: this.chunks });
      if (asked === 'sent') await this.#wokenWithin(TICKET_TIMEOUT_MS);
    }
    const ticket = this.#ticket;
    this.#ticket = undefined;
    return ticket;
  }

  async #after(error: unknown): Promise<RoundEnd> {
    if (this.#isStopped || AppError.is(error, 'NODE_STOPPING')) return this.#isStopped ? 'over' : 'again';
    if (AppError.is(error, 'PAYLOAD_REFUSED')) {
      await this.world.act({ act: 'damaged', transferId: this.#job.id }).catch((problem: unknown) => {
        // It will be found damaged again.
        if (!AppError.is(problem, 'NODE_STOPPING')) this.world.bug(problem);
      });
      return 'over';
    }
    if (AppError.is(error, 'DISK_FULL')) {
      // Whatever is open is counted as promised; with the file closed its room is asked for anew.
      await this.world.files.call('close', { id: this.#job.id }).catch(() => undefined);
      return 'full';
    }
    this.world.bug(error);
    return 'again';
  }

  #show(activity: TransferRow['activity'], carrier: TransferRow['carrier']): void {
    this.activity = activity;
    this.carrier = carrier;
    if (activity === 'waiting' && carrier !== null) this.world.asked();
    this.world.changed();
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  #wokenWithin(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.#wakes.delete(wake);
        resolve();
      };
      const cancel = this.world.timers.after(ms, wake);
      this.#wakes.add(wake);
    });
  }
}

/** Stops a fetch that nobody answers. */
function watch(timers: Timers, coming: SliceFetch | PushFetch): () => void {
  let seen = coming.pieces;
  let cancel = (): void => undefined;
  const look = (): void => {
    if (coming.pieces === seen) return coming.stop();
    seen = coming.pieces;
    cancel = timers.after(SLICE_TIMEOUT_MS, look);
  };
  cancel = timers.after(SLICE_TIMEOUT_MS, look);
  return () => {
    cancel();
  };
}
