// The files that others send: those that were accepted are brought here, saved where their owner says, and discarded when they
// are given up. What is found out goes to the commit lane; what the lane decided is followed.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../base/app-error.js';
import { safeFileName } from '../../base/file-name.js';
import type { Bytes } from '../../base/bytes.js';
import type { MessageId, NodeId, TransferId } from '../../base/ids.js';
import { isFlowing } from '../../core/transfer/index.js';
import type { ChunkSlice } from '../../protocol/bulk-frame-codec.js';
import type { FileCalls } from './file-calls.js';
import { IncomingRun, type IncomingWorld } from './incoming-run.js';
import { PushIntake } from './push-intake.js';
import { ProgressMeter } from './progress-meter.js';
import { bytesIn, IDLE, sizeOf, type TransferActivity } from './transfer-activity.js';
import type { TransferJob } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';
import { WaitingTurns } from './waiting-turns.js';

/** Something came, then nothing for so long: it is not said to come any more. */
const STALLED_AFTER_MS = 3_000;
/** Of one copy, while the thread of files dies of each. */
const MOST_SAVES = 3;

interface Incoming {
  job: TransferJob;
  run: IncomingRun | undefined;
  /** How many were verified when it was paused last. */
  restedChunks: number;
  /** What stops, saves or discards, one after another. */
  turn: Promise<void>;
  readonly meter: ProgressMeter;
}

export class IncomingFiles {
  readonly #files = new Map<TransferId, Incoming>();
  readonly #turns: WaitingTurns;
  readonly #intake = new PushIntake();
  #isStopped = false;

  constructor(private readonly world: TransferWorld) {
    this.#turns = new WaitingTurns(world.timers);
  }

  apply(job: TransferJob): void {
    const incoming: Incoming = this.#files.get(job.id) ?? {
      job,
      run: undefined,
      restedChunks: 0,
      turn: Promise.resolve(),
      meter: new ProgressMeter(() => this.world.timers.monotonicMs()),
    };
    incoming.job = job;
    this.#files.set(job.id, incoming);
    const { stage } = job.state;
    if (stage === 'done' && job.saveTo !== null) {
      this.#inTurn(incoming, () => this.#halt(incoming));
      this.#inTurn(incoming, () => this.#save(job));
    } else if (stage === 'done') this.#forget(incoming);
    else if (stage === 'ended') this.#discard(incoming);
    else if (isFlowing(job.state) && job.key) this.#inTurn(incoming, () => this.#begin(incoming));
    else this.#inTurn(incoming, () => this.#rest(incoming));
  }

  /** It was forgotten: nothing of it stays on the disk. */
  gone(id: TransferId): void {
    const incoming = this.#files.get(id);
    if (incoming) this.#discard(incoming);
    else this.world.ignoring(this.world.files.call('discard', { id }));
  }

  ticket(nodeId: NodeId, offer: MessageId, ticket: Bytes): void {
    this.#arriving(nodeId, offer)?.run?.ticket(ticket);
  }

  slice(nodeId: NodeId, offer: MessageId, slice: ChunkSlice): void {
    this.#arriving(nodeId, offer)?.run?.slice(slice);
  }

  pushFailed(nodeId: NodeId, offer: MessageId, first: number): void {
    this.#arriving(nodeId, offer)?.run?.pushFailed(first);
  }

  /** As `FederationServerOptions.file`. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    return this.#intake.answer(request, response, authorized);
  }

  writable(linkId: number): void {
    for (const { job, run } of this.#files.values())
      if (this.world.linkId(job.nodeId) === linkId) run?.writable();
  }

  linkChanged(nodeId: NodeId): void {
    for (const { job, run } of this.#files.values()) if (job.nodeId === nodeId) run?.linkChanged();
  }

  progressed(id: TransferId, chunks: number): void {
    const incoming = this.#files.get(id);
    if (!incoming) return;
    if (!incoming.run) {
      // What came before it was paused is told now and then, so the last of it may be told late.
      incoming.restedChunks = chunks;
      this.world.changed();
      return;
    }
    incoming.run.moved();
    if (chunks !== incoming.run.chunks) {
      incoming.meter.note(bytesIn(incoming.job, chunks));
      // A piece of a chunk is not kept: a way that ends after each has carried nothing.
      this.world.carried(incoming.job.nodeId);
    }
    incoming.run.chunks = chunks;
    this.world.changed();
  }

  activity(id: TransferId): TransferActivity {
    const incoming = this.#files.get(id);
    if (!incoming) return IDLE;
    const { run, meter, job, restedChunks } = incoming;
    if (!run) return { ...IDLE, doneBytes: bytesIn(job, restedChunks) };
    const { bytesPerSecond } = meter;
    // By a slow way that is known chunk by chunk alone, the rate knows how long to wait for the next one.
    const isStill = bytesPerSecond === 0 && run.stillMs > STALLED_AFTER_MS;
    return {
      doneBytes: bytesIn(job, run.chunks),
      bytesPerSecond,
      activity: run.activity === 'flowing' && isStill ? 'stalled' : run.activity,
      carrier: run.carrier,
    };
  }

  get isMoving(): boolean {
    return [...this.#files.keys()].some((id) => this.activity(id).activity === 'flowing');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#turns.stop();
    await Promise.all([...this.#files.values()].map((incoming) => this.#halt(incoming)));
  }

  /** Goes on with the run there is, or begins one. */
  #begin(incoming: Incoming): Promise<void> {
    const { job, run } = incoming;
    if (this.#isStopped || !isFlowing(job.state)) return Promise.resolve();
    if (run) run.job = job;
    else {
      const { id, nodeId } = job;
      const request = { id, from: nodeId, sizeBytes: sizeOf(job) };
      const world: IncomingWorld = {
        ...this.world,
        linkId: () => this.world.linkId(nodeId),
        places: () => this.world.places(nodeId),
        brings: () => this.world.brings(nodeId),
        intake: this.#intake,
        asked: () => {
          incoming.meter.asked(bytesIn(job, incoming.run?.chunks ?? incoming.restedChunks));
        },
        askTurn: (taker) => {
          this.#turns.ask(request, taker);
        },
        endTurn: () => {
          this.#turns.end(id);
        },
      };
      incoming.run = new IncomingRun(job, world, incoming.restedChunks);
    }
    return Promise.resolve();
  }

  /** What went on meanwhile is not stopped. */
  async #rest(incoming: Incoming): Promise<void> {
    const { state, key } = incoming.job;
    if (!isFlowing(state) || !key) await this.#halt(incoming, 'rest');
  }

  async #halt(incoming: Incoming, call: 'rest' | 'close' = 'close'): Promise<void> {
    const { run, job } = incoming;
    if (!run) return;
    incoming.run = undefined;
    incoming.restedChunks = run.chunks;
    incoming.meter.reset();
    await run.stop();
    await this.world.files.call(call, { id: job.id }).catch(() => undefined);
    this.world.changed();
  }

  #forget(incoming: Incoming): void {
    this.#inTurn(incoming, () => this.#halt(incoming));
    this.#files.delete(incoming.job.id);
  }

  #discard(incoming: Incoming): void {
    this.#forget(incoming);
    const { id } = incoming.job;
    this.world.ignoring(incoming.turn.then(() => this.world.files.call('discard', { id })));
  }

  async #save({ id, key, header, name, saveTo }: TransferJob): Promise<void> {
    if (!key || saveTo === null) return;
    const file = { id, key, header, name: safeFileName(name), folder: saveTo };
    try {
      const path = await this.#saved(file);
      await this.world.act({ act: 'saved', transferId: id, folder: saveTo, path });
    } catch (error) {
      // A node that stops saves it another time; a folder that is gone or full is the owner's to choose anew.
      if (AppError.is(error, 'NODE_STOPPING')) return;
      const { code, params } =
        error instanceof AppError ? error : new AppError('COMMAND_FAILED', { command: 'save' }, error);
      await this.world.act({ act: 'notSaved', transferId: id, folder: saveTo, error: { code, params } });
      if (!(error instanceof AppError)) this.world.bug(error);
    }
  }

  /** The thread of files may die of another file; the next call begins another thread. */
  async #saved(file: FileCalls['save']['take']): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.world.files.call('save', file);
      } catch (error) {
        if (this.#isStopped || !AppError.is(error, 'NODE_STOPPING')) throw error;
        if (tries === MOST_SAVES) throw new AppError('COMMAND_FAILED', { command: 'save' }, error);
      }
    }
  }

  #arriving(nodeId: NodeId, offer: MessageId): Incoming | undefined {
    return [...this.#files.values()].find(({ job }) => job.nodeId === nodeId && job.offer === offer);
  }

  #inTurn(incoming: Incoming, work: () => Promise<void>): void {
    incoming.turn = incoming.turn.then(work).catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_STOPPING')) this.world.bug(error);
    });
  }
}
