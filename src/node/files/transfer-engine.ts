// Moves the bytes of files: brings those that were accepted, and gives chunks of ours to who may have them. What it decides
// about a file it hands to the commit lane; what the lane decided it follows.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../base/app-error.js';
import { safeFileName } from '../../base/file-name.js';
import type { Bytes } from '../../base/bytes.js';
import type { MessageId, NodeId, TransferId, UploadId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import { isFlowing } from '../../core/transfer/index.js';
import type { Frame } from '../../protocol/frame-codec.js';
import type { LinkLayer } from '../network/link-layer.js';
import type { FileEvent } from './file-calls.js';
import { FileServer } from './file-server.js';
import type { FilesClient } from './files-client.js';
import { IncomingRun } from './incoming-run.js';
import { ProgressMeter } from './progress-meter.js';
import { SliceSender } from './slice-sender.js';
import {
  bytesIn,
  chunksOf,
  IDLE,
  type Outgoing,
  outgoingActivity,
  type TransferActivity,
} from './transfer-activity.js';
import { TicketBook } from './ticket-book.js';
import type { TransferAct, TransferJob } from './transfer-job.js';

export interface TransferEngineDeps {
  readonly files: Pick<FilesClient, 'call'>;
  readonly timers: Timers;
  act(act: TransferAct): Promise<unknown>;
  /** Whether files may go to and come from this node: it is a contact. */
  isContact(nodeId: NodeId): boolean;
  /** How a transfer goes has changed. */
  changed(): void;
  bug(error: unknown): void;
}

export type FileFrame = Extract<Frame, { kind: 'fileWanted' | 'fileTicket' | 'chunkWanted' | 'chunkSlice' }>;

interface Incoming {
  job: TransferJob;
  run: IncomingRun | undefined;
  /** What stops, saves or discards, one after another. */
  turn: Promise<void>;
  readonly meter: ProgressMeter;
}

export class TransferEngine {
  readonly #outgoing = new Map<TransferId, Outgoing>();
  readonly #incoming = new Map<TransferId, Incoming>();
  readonly #links = new Map<NodeId, number>();
  readonly #tickets: TicketBook;
  readonly #server: FileServer;
  readonly #slices: SliceSender;
  #layer: Pick<LinkLayer, 'send' | 'bulkPlaces'> | undefined;
  #isStopped = false;

  constructor(private readonly deps: TransferEngineDeps) {
    const { timers } = deps;
    this.#tickets = new TicketBook(() => timers.monotonicMs());
    this.#server = new FileServer({
      find: (ticket) => this.#jobOf(ticket),
      seal: (job, first, count) => this.#seal(job, first, count),
      served: (job, chunks) => {
        this.#served(job, chunks);
      },
    });
    this.#slices = new SliceSender({
      send: (linkId, frame) => this.#layer?.send(linkId, frame) ?? 'gone',
      seal: (job, index) => this.#seal(job, index, 1),
      served: (job) => {
        this.#served(job, 1);
      },
    });
  }

  connect(layer: Pick<LinkLayer, 'send' | 'bulkPlaces'>): void {
    this.#layer = layer;
  }

  /** A transfer as it stands now. */
  apply(job: TransferJob): void {
    if (this.#isStopped) return;
    if (job.state.direction === 'out') this.#applyOutgoing(job);
    else this.#applyIncoming(job);
  }

  uploadGone(uploadId: UploadId): void {
    this.#ignoring(this.deps.files.call('forgetUpload', { uploadId }));
  }

  linkUp(nodeId: NodeId, linkId: number): void {
    this.#links.set(nodeId, linkId);
    this.#linkChanged(nodeId);
  }

  linkDown(nodeId: NodeId, linkId: number): void {
    this.#slices.down(linkId);
    if (this.#links.get(nodeId) !== linkId) return;
    this.#links.delete(nodeId);
    this.#linkChanged(nodeId);
  }

  writable(linkId: number): void {
    this.#slices.writable(linkId);
    for (const { job, run } of this.#incoming.values()) {
      if (this.#links.get(job.nodeId) === linkId) run?.writable();
    }
  }

  /** What does not fit is passed over: it came too late, or is made up. */
  frame(linkId: number, nodeId: NodeId, frame: FileFrame): void {
    switch (frame.kind) {
      case 'fileWanted':
        this.#giveTicket(linkId, nodeId, frame);
        return;
      case 'chunkWanted': {
        const job = this.#leaving(nodeId, frame.offer)?.job;
        if (job && frame.index < chunksOf(job)) this.#slices.want(linkId, { job, index: frame.index });
        return;
      }
      case 'fileTicket':
        this.#arriving(nodeId, frame.offer)?.run?.ticket(frame.ticket);
        return;
      case 'chunkSlice':
        this.#arriving(nodeId, frame.offer)?.run?.slice(frame);
        return;
    }
  }

  event(event: FileEvent): void {
    if (event.type === 'complete') {
      this.#ignoring(this.deps.act({ act: 'complete', uploadId: event.uploadId, root: event.root }));
      return;
    }
    const incoming = this.#incoming.get(event.id);
    if (!incoming?.run) return;
    incoming.run.chunks = event.chunks;
    incoming.meter.note(bytesIn(incoming.job, event.chunks));
    this.deps.changed();
  }

  /** As `FederationServerOptions.file`. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    return this.#server.answer(request, response, authorized);
  }

  activity(id: string): TransferActivity {
    const outgoing = this.#outgoing.get(id as TransferId);
    if (outgoing) return outgoingActivity(outgoing);
    const incoming = this.#incoming.get(id as TransferId);
    const { run, meter, job } = incoming ?? {};
    if (!job || !run) return IDLE;
    const { activity, carrier } = run;
    return {
      doneBytes: bytesIn(job, run.chunks),
      bytesPerSecond: meter?.bytesPerSecond ?? 0,
      activity,
      carrier,
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const id of this.#outgoing.keys()) this.#server.stop(id);
    for (const linkId of this.#links.values()) this.#slices.down(linkId);
    await Promise.all([...this.#incoming.values()].map((incoming) => this.#halt(incoming)));
  }

  #applyOutgoing(job: TransferJob): void {
    if (job.source) {
      const known = this.#outgoing.get(job.id);
      if (known) known.job = job;
      else this.#outgoing.set(job.id, { job, chunks: 0, meter: this.#newMeter() });
    } else this.#outgoing.delete(job.id);
    if (job.source && isFlowing(job.state)) return;
    this.#tickets.revoke(job.id);
    this.#server.stop(job.id);
    this.#outgoing.get(job.id)?.meter.reset();
  }

  #applyIncoming(job: TransferJob): void {
    const known = this.#incoming.get(job.id);
    const incoming: Incoming = known ?? {
      job,
      run: undefined,
      turn: Promise.resolve(),
      meter: this.#newMeter(),
    };
    incoming.job = job;
    this.#incoming.set(job.id, incoming);
    const { stage } = job.state;
    if (stage === 'done' && job.saveTo !== null) {
      this.#inTurn(incoming, () => this.#halt(incoming));
      this.#inTurn(incoming, () => this.#save(job));
    } else if (stage === 'done') this.#forgetIncoming(incoming);
    else if (stage === 'ended') {
      this.#forgetIncoming(incoming);
      this.#ignoring(incoming.turn.then(() => this.deps.files.call('discard', { id: job.id })));
    } else if (isFlowing(job.state) && job.key) this.#inTurn(incoming, () => this.#begin(incoming));
    else this.#inTurn(incoming, () => this.#halt(incoming));
  }

  /** Goes on with the run there is, or begins one. */
  #begin(incoming: Incoming): Promise<void> {
    const { job, run } = incoming;
    if (this.#isStopped || !isFlowing(job.state)) return Promise.resolve();
    if (run) run.job = job;
    else {
      incoming.run = new IncomingRun(job, {
        files: this.deps.files,
        timers: this.deps.timers,
        act: (act) => this.deps.act(act),
        linkId: () => this.#links.get(job.nodeId),
        places: () => this.#layer?.bulkPlaces(job.nodeId) ?? [],
        send: (linkId, frame) => this.#layer?.send(linkId, frame) ?? 'gone',
        changed: () => {
          this.deps.changed();
        },
        bug: (error) => {
          this.deps.bug(error);
        },
      });
    }
    return Promise.resolve();
  }

  async #halt(incoming: Incoming): Promise<void> {
    const { run, job } = incoming;
    if (!run) return;
    incoming.run = undefined;
    incoming.meter.reset();
    await run.stop();
    await this.deps.files.call('close', { id: job.id }).catch(() => undefined);
    this.deps.changed();
  }

  #forgetIncoming(incoming: Incoming): void {
    this.#inTurn(incoming, () => this.#halt(incoming));
    this.#incoming.delete(incoming.job.id);
  }

  async #save({ id, key, header, name, saveTo }: TransferJob): Promise<void> {
    if (!key || saveTo === null) return;
    const file = { id, key, header, name: safeFileName(name), folder: saveTo };
    try {
      const path = await this.deps.files.call('save', file);
      await this.deps.act({ act: 'saved', transferId: id, path });
    } catch (error) {
      // A node that stops saves it another time; a folder that is gone or full is the owner's to choose anew.
      if (AppError.is(error, 'NODE_STOPPING')) return;
      await this.deps.act({ act: 'saved', transferId: id, path: null });
      if (!(error instanceof AppError)) this.deps.bug(error);
    }
  }

  #giveTicket(
    linkId: number,
    nodeId: NodeId,
    { offer, chunks }: Extract<FileFrame, { kind: 'fileWanted' }>,
  ): void {
    const outgoing = this.#leaving(nodeId, offer);
    if (!outgoing) return;
    const { job } = outgoing;
    outgoing.chunks = Math.min(chunks, chunksOf(job));
    const ticket = this.#tickets.issue(job.id);
    this.#layer?.send(linkId, { kind: 'fileTicket', offer, ticket });
    // Everything may have been encrypted before this node was killed: looking at one chunk finds it out.
    if (!job.root && outgoing.chunks === chunksOf(job)) this.#ignoring(this.#seal(job, 0, 1));
  }

  #jobOf(ticket: Uint8Array): TransferJob | undefined {
    const id = this.#tickets.find(ticket);
    const job = id && this.#outgoing.get(id)?.job;
    return job && this.#mayLeave(job) ? job : undefined;
  }

  #leaving(nodeId: NodeId, offer: MessageId): Outgoing | undefined {
    return [...this.#outgoing.values()].find(
      ({ job }) => job.nodeId === nodeId && job.offer === offer && this.#mayLeave(job),
    );
  }

  #arriving(nodeId: NodeId, offer: MessageId): Incoming | undefined {
    return [...this.#incoming.values()].find(({ job }) => job.nodeId === nodeId && job.offer === offer);
  }

  #mayLeave({ state, nodeId }: TransferJob): boolean {
    return !this.#isStopped && isFlowing(state) && this.deps.isContact(nodeId);
  }

  async #seal(job: TransferJob, first: number, count: number): Promise<Bytes | undefined> {
    const { source, key, header } = job;
    const current = this.#outgoing.get(job.id)?.job;
    if (!source || !key || !current || !this.#mayLeave(current)) return undefined;
    try {
      return await this.deps.files.call('seal', { ...source, key, header, first, count });
    } catch (error) {
      if (AppError.is(error, 'FILE_CHANGED') || AppError.is(error, 'FILE_UNREADABLE')) {
        this.#ignoring(this.deps.act({ act: 'sourceChanged', uploadId: source.uploadId }));
      } else if (!AppError.is(error, 'NODE_STOPPING')) this.deps.bug(error);
      return undefined;
    }
  }

  #served(job: TransferJob, chunks: number): void {
    const outgoing = this.#outgoing.get(job.id);
    if (!outgoing) return;
    outgoing.chunks = Math.min(outgoing.chunks + chunks, chunksOf(job));
    outgoing.meter.note(bytesIn(job, outgoing.chunks));
    this.deps.changed();
  }

  #linkChanged(nodeId: NodeId): void {
    for (const { job, run } of this.#incoming.values()) if (job.nodeId === nodeId) run?.linkChanged();
  }

  #inTurn(incoming: Incoming, work: () => Promise<void>): void {
    incoming.turn = incoming.turn.then(work).catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_STOPPING')) this.deps.bug(error);
    });
  }

  /** Whoever waits for it asks again. */
  #ignoring(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_STOPPING')) this.deps.bug(error);
    });
  }

  #newMeter(): ProgressMeter {
    return new ProgressMeter(() => this.deps.timers.monotonicMs());
  }
}
