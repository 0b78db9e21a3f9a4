// The files of the owner on their way to others: tickets, chunks by HTTPS and by slices, to who may have them and while they
// may leave.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../base/app-error.js';
import type { MessageId, NodeId, TransferId, UploadId } from '../../base/ids.js';
import { isFlowing, lossOf } from '../../core/transfer/index.js';
import type { BulkFrame } from '../../protocol/bulk-frame-codec.js';
import { chunkOffset } from '../../protocol/file-header.js';
import { AwaySources } from './away-sources.js';
import { FileServer, hasPlace, type SealInto } from './file-server.js';
import { ProgressMeter } from './progress-meter.js';
import { SliceSender } from './slice-sender.js';
import { TicketBook } from './ticket-book.js';
import {
  bytesIn,
  chunksOf,
  type Outgoing,
  outgoingActivity,
  type TicketWanted,
  type TransferActivity,
} from './transfer-activity.js';
import type { TransferJob, UploadSource } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';

type PushWanted = Extract<BulkFrame, { kind: 'pushWanted' }>;

export class OutgoingFiles {
  readonly #files = new Map<TransferId, Outgoing>();
  readonly #tickets: TicketBook;
  readonly #server: FileServer;
  readonly #slices: SliceSender;
  readonly #away: AwaySources;
  #isStopped = false;

  constructor(private readonly world: TransferWorld) {
    const { timers } = world;
    const served = (job: TransferJob, chunks: number) => {
      this.#served(job, chunks);
    };
    this.#tickets = new TicketBook(() => timers.monotonicMs());
    this.#server = new FileServer(
      {
        find: (ticket) => this.#jobOf(ticket),
        seal: (job, order) => this.#seal(job, order),
        served,
      },
      timers,
    );
    this.#slices = new SliceSender({
      send: (linkId, frame) => world.send(linkId, frame),
      seal: (job, index, into) => this.#seal(job, { first: index, count: 1, into }),
      served: (job) => {
        served(job, 1);
      },
    });
    this.#away = new AwaySources({
      timers,
      isStillAway: (uploadId) => this.#isStillAway(uploadId),
      settled: (uploadId) => {
        for (const { job } of this.#gettersOf(uploadId)) this.#answerAsked(job);
        world.changed();
      },
    });
  }

  apply(job: TransferJob): void {
    const known = this.#files.get(job.id);
    if (!job.source) this.#files.delete(job.id);
    else if (known) known.job = job;
    else {
      const meter = new ProgressMeter(() => this.world.timers.monotonicMs());
      const unknown = { lookedFor: undefined, asked: undefined };
      this.#files.set(job.id, { job, chunks: 0, pushes: 0, isDiskFull: false, meter, ...unknown });
    }
    if (job.source && isFlowing(job.state) && !job.isHeld) {
      this.#answerAsked(job);
      return;
    }
    this.#tickets.revoke(job.id);
    if (known?.pushes) this.world.ignoring(this.world.files.call('stopPushing', { id: job.id }));
    this.#server.stop(job.id);
    known?.meter.reset();
  }

  /** Whether it may still go to this node, now or later. */
  isOpen(nodeId: NodeId, offer: MessageId): boolean {
    return this.#outgoing(nodeId, offer) !== undefined;
  }

  linkDown(linkId: number): void {
    this.#slices.down(linkId);
  }

  writable(linkId: number): void {
    this.#slices.writable(linkId);
  }

  /** Somebody asks for a ticket, and says how many chunks it has. */
  ticketWanted(linkId: number, nodeId: NodeId, wanted: TicketWanted): void {
    const outgoing = this.#leaving(nodeId, wanted.offer);
    if (!outgoing || this.#isAway(outgoing.job)) {
      const waiting = this.#outgoing(nodeId, wanted.offer);
      if (waiting) waiting.asked = { linkId, wanted };
      return;
    }
    const { job } = outgoing;
    outgoing.chunks = Math.min(wanted.chunks, chunksOf(job));
    const ticket = this.#tickets.issue(job.id);
    this.world.send(linkId, { kind: 'fileTicket', offer: wanted.offer, ticket });
    if (!job.root && outgoing.chunks === chunksOf(job)) this.#lookWhetherComplete(outgoing, linkId);
  }

  chunkWanted(linkId: number, nodeId: NodeId, { offer, index }: { offer: MessageId; index: number }): void {
    const job = this.#leaving(nodeId, offer)?.job;
    if (job && index < chunksOf(job)) this.#slices.want(linkId, { job, index });
  }

  /** Somebody asks for a stretch to be brought, and hears when it cannot be. */
  pushWanted(linkId: number, nodeId: NodeId, wanted: PushWanted): void {
    const outgoing = this.#leaving(nodeId, wanted.offer);
    if (!outgoing || wanted.first + wanted.count > chunksOf(outgoing.job)) return;
    this.world.ignoring(
      this.#pushed(outgoing, wanted).then((isThere) => {
        const { offer, first } = wanted;
        if (!isThere) this.world.send(linkId, { kind: 'pushFailed', offer, first });
      }),
    );
  }

  /** As `FederationServerOptions.file`. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    return this.#server.answer(request, response, authorized);
  }

  /** The owner says that the file is back where it lay. */
  lookAgain(id: TransferId): void {
    const { source } = this.#files.get(id)?.job ?? {};
    if (source) this.#away.lookNow(source.uploadId);
  }

  activity(id: TransferId): TransferActivity | undefined {
    const outgoing = this.#files.get(id);
    return outgoing && outgoingActivity(outgoing, this.#isAway(outgoing.job));
  }

  get isMoving(): boolean {
    return [...this.#files.values()].some(({ meter }) => meter.bytesPerSecond > 0);
  }

  stop(): void {
    this.#isStopped = true;
    for (const id of this.#files.keys()) this.#server.stop(id);
    this.#slices.stop();
    this.#away.stop();
  }

  #jobOf(ticket: Uint8Array): TransferJob | undefined {
    const id = this.#tickets.find(ticket);
    const job = id && this.#files.get(id)?.job;
    return job && this.#mayLeave(job) ? job : undefined;
  }

  #leaving(nodeId: NodeId, offer: MessageId): Outgoing | undefined {
    const outgoing = this.#outgoing(nodeId, offer);
    return outgoing && this.#mayLeave(outgoing.job) ? outgoing : undefined;
  }

  #outgoing(nodeId: NodeId, offer: MessageId): Outgoing | undefined {
    return [...this.#files.values()].find(({ job }) => job.nodeId === nodeId && job.offer === offer);
  }

  /**
   * Everything may have been encrypted before this node was killed: looking at one chunk finds it out. How many chunks the
   * recipient has is only its word, so it makes this node look once on a link.
   */
  #lookWhetherComplete(outgoing: Outgoing, linkId: number): void {
    if (outgoing.lookedFor === linkId) return;
    outgoing.lookedFor = linkId;
    const into = new Uint8Array(new SharedArrayBuffer(chunkOffset(1)));
    const look = async (): Promise<void> => {
      const bytes = await this.#seal(outgoing.job, { first: 0, count: 1, into });
      if (bytes === undefined) outgoing.lookedFor = undefined;
    };
    this.world.ignoring(look());
  }

  /** Who goes on asks on the link at once, while the word that it goes on comes through the session behind it. */
  #answerAsked({ id, nodeId }: TransferJob): void {
    const outgoing = this.#files.get(id);
    const { asked } = outgoing ?? {};
    if (!outgoing || !asked) return;
    outgoing.asked = undefined;
    this.ticketWanted(asked.linkId, nodeId, asked.wanted);
  }

  #mayLeave({ state, isHeld, nodeId }: TransferJob): boolean {
    return !this.#isStopped && isFlowing(state) && !isHeld && this.world.isContact(nodeId);
  }

  /** As the lane left it last, whatever was captured before. */
  #mayStillLeave(id: TransferId): boolean {
    const job = this.#files.get(id)?.job;
    return job !== undefined && this.#mayLeave(job);
  }

  async #pushed(outgoing: Outgoing, { ticket, first, count }: PushWanted): Promise<boolean> {
    const { job } = outgoing;
    const { id, nodeId, source, key, header } = job;
    if (!source || !key || this.#isAway(job) || !this.#hasPushPlace(outgoing)) return false;
    outgoing.pushes += 1;
    try {
      for (const place of this.world.places(nodeId)) {
        if (!this.#mayStillLeave(id)) return false;
        const end = await this.world.files.call('push', {
          ...{ ...source, key, header, first, count },
          ...{ id, place, ticket },
        });
        if (end === 'whole') this.#served(job, count);
        if (end !== 'unreachable') return end === 'whole';
      }
    } catch (error) {
      this.#notSealed(error, source);
    } finally {
      outgoing.pushes -= 1;
    }
    return false;
  }

  #hasPushPlace({ job: { nodeId }, pushes }: Outgoing): boolean {
    const running = [...this.#files.values()];
    const sum = (of: readonly Outgoing[]) => of.reduce((all, one) => all + one.pushes, 0);
    const ofContact = running.filter(({ job }) => job.nodeId === nodeId);
    return hasPlace({ transfer: pushes, contact: sum(ofContact), all: sum(running) });
  }

  #notSealed(error: unknown, { uploadId }: UploadSource): void {
    const reason = lossOf(error);
    if (reason === 'away') this.#wentAway(uploadId);
    else if (reason) this.world.ignoring(this.world.act({ act: 'sourceLost', uploadId, reason }));
    else if (AppError.is(error, 'DISK_FULL')) this.#diskFull(uploadId);
    else if (!AppError.is(error, 'NODE_STOPPING')) this.world.bug(error);
  }

  /** Its recipients ask again by themselves. */
  #diskFull(uploadId: UploadId): void {
    for (const outgoing of this.#gettersOf(uploadId)) outgoing.isDiskFull = true;
    this.world.changed();
  }

  /** Its recipients get a ticket once it is back, and none before. */
  #wentAway(uploadId: UploadId): void {
    this.#away.add(uploadId);
    for (const outgoing of this.#gettersOf(uploadId)) {
      const { job, chunks, meter } = outgoing;
      this.#tickets.revoke(job.id);
      meter.reset();
      const linkId = this.world.linkId(job.nodeId);
      if (linkId !== undefined && this.#mayLeave(job))
        outgoing.asked ??= { linkId, wanted: { offer: job.offer, chunks } };
    }
    this.world.changed();
  }

  #isAway({ source }: TransferJob): boolean {
    return source !== null && this.#away.has(source.uploadId);
  }

  /** Nobody looks for what nobody gets now: who gets it later finds out. */
  async #isStillAway(uploadId: UploadId): Promise<boolean> {
    const getter = this.#gettersOf(uploadId).find(({ job }) => this.#mayLeave(job));
    const { source, key, header } = getter?.job ?? {};
    if (!source || !key || !header) return false;
    try {
      await this.world.files.call('reach', { ...source, key, header });
      return false;
    } catch (error) {
      if (lossOf(error) === 'away') return true;
      this.#notSealed(error, source);
      return false;
    }
  }

  #gettersOf(uploadId: UploadId): Outgoing[] {
    return [...this.#files.values()].filter(({ job }) => job.source?.uploadId === uploadId);
  }

  async #seal(job: TransferJob, order: SealInto): Promise<number | undefined> {
    const { source, key, header } = job;
    if (!source || !key || this.#isAway(job) || !this.#mayStillLeave(job.id)) return undefined;
    try {
      return await this.world.files.call('seal', { ...source, key, header, ...order });
    } catch (error) {
      this.#notSealed(error, source);
      return undefined;
    }
  }

  #served(job: TransferJob, chunks: number): void {
    const outgoing = this.#files.get(job.id);
    if (!outgoing) return;
    outgoing.isDiskFull = false;
    outgoing.chunks = Math.min(outgoing.chunks + chunks, chunksOf(job));
    outgoing.meter.note(bytesIn(job, outgoing.chunks));
    this.world.carried(job.nodeId);
    this.world.changed();
  }
}
