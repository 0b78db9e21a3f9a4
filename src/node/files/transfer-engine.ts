// Moves the bytes of files: brings those that were accepted, and gives chunks of ours to who may have them. What it decides
// about a file it hands to the commit lane; what the lane decided it follows.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../base/app-error.js';
import type { NodeId, TransferId, UploadId } from '../../base/ids.js';
import type { BulkFrame } from '../../protocol/bulk-frame-codec.js';
import { PUSHED_FROM } from '../../protocol/version.js';
import type { LinkLayer } from '../network/link-layer.js';
import type { FileEvent } from './file-calls.js';
import { IncomingFiles } from './incoming-files.js';
import { LateWants } from './late-wants.js';
import { OutgoingFiles } from './outgoing-files.js';
import type { TransferActivity } from './transfer-activity.js';
import type { TransferJob } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';

export type TransferEngineDeps = Pick<
  TransferWorld,
  'files' | 'timers' | 'act' | 'isContact' | 'changed' | 'bug'
>;

export class TransferEngine {
  readonly #incoming: IncomingFiles;
  readonly #outgoing: OutgoingFiles;
  readonly #late: LateWants;
  readonly #links = new Map<NodeId, { readonly id: number; readonly version: number }>();
  #layer: Pick<LinkLayer, 'send' | 'bulkPlaces' | 'carried'> | undefined;
  #isStopped = false;

  constructor(private readonly deps: TransferEngineDeps) {
    const world: TransferWorld = {
      ...deps,
      linkId: (nodeId) => this.#links.get(nodeId)?.id,
      brings: (nodeId) => (this.#links.get(nodeId)?.version ?? 0) >= PUSHED_FROM,
      places: (nodeId) => this.#layer?.bulkPlaces(nodeId) ?? [],
      send: (linkId, frame) => this.#layer?.send(linkId, frame) ?? 'gone',
      carried: (nodeId) => {
        this.#layer?.carried(nodeId);
      },
      ignoring: (work) => {
        this.#ignoring(work);
      },
    };
    this.#incoming = new IncomingFiles(world);
    this.#outgoing = new OutgoingFiles(world);
    this.#late = new LateWants((nodeId, offer) => {
      this.#ignoring(deps.act({ act: 'wantedLate', nodeId, offer }));
    });
  }

  connect(layer: Pick<LinkLayer, 'send' | 'bulkPlaces' | 'carried'>): void {
    this.#layer = layer;
  }

  /** A transfer as it stands now. */
  apply(job: TransferJob): void {
    if (this.#isStopped) return;
    if (job.state.direction === 'out') this.#outgoing.apply(job);
    else this.#incoming.apply(job);
  }

  /** The owner says that the file of this transfer is back where it lay. */
  lookAgain(id: TransferId): void {
    if (!this.#isStopped) this.#outgoing.lookAgain(id);
  }

  /** A transfer was forgotten. */
  gone(id: TransferId): void {
    if (!this.#isStopped) this.#incoming.gone(id);
  }

  uploadGone(uploadId: UploadId): void {
    this.#ignoring(this.deps.files.call('forgetUpload', { uploadId }));
  }

  linkUp(nodeId: NodeId, linkId: number, version: number): void {
    this.#links.set(nodeId, { id: linkId, version });
    this.#incoming.linkChanged(nodeId);
  }

  linkDown(nodeId: NodeId, linkId: number): void {
    this.#outgoing.linkDown(linkId);
    this.#late.linkDown(linkId);
    if (this.#links.get(nodeId)?.id !== linkId) return;
    this.#links.delete(nodeId);
    this.#incoming.linkChanged(nodeId);
  }

  writable(linkId: number): void {
    this.#outgoing.writable(linkId);
    this.#incoming.writable(linkId);
  }

  /** What does not fit is passed over: it came too late, or is made up. */
  frame(linkId: number, nodeId: NodeId, frame: BulkFrame): void {
    if (isWanted(frame) && !this.#outgoing.isOpen(nodeId, frame.offer)) {
      if (this.deps.isContact(nodeId)) this.#late.wanted(linkId, nodeId, frame.offer);
      return;
    }
    switch (frame.kind) {
      case 'fileWanted':
        this.#outgoing.ticketWanted(linkId, nodeId, frame);
        return;
      case 'chunkWanted':
        this.#outgoing.chunkWanted(linkId, nodeId, frame);
        return;
      case 'fileTicket':
        this.#incoming.ticket(nodeId, frame.offer, frame.ticket);
        return;
      case 'chunkSlice':
        this.#incoming.slice(nodeId, frame.offer, frame);
        return;
      case 'pushWanted':
        this.#outgoing.pushWanted(linkId, nodeId, frame);
        return;
      case 'pushFailed':
        this.#incoming.pushFailed(nodeId, frame.offer, frame.first);
        return;
    }
  }

  event(event: FileEvent): void {
    if (event.type === 'progress') this.#incoming.progressed(event.id, event.chunks);
    else this.#ignoring(this.deps.act({ act: 'complete', uploadId: event.uploadId, root: event.root }));
  }

  /** As `FederationServerOptions.file`. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    const side = request.method === 'PUT' ? this.#incoming : this.#outgoing;
    return side.answer(request, response, authorized);
  }

  activity(id: TransferId): TransferActivity {
    return this.#outgoing.activity(id) ?? this.#incoming.activity(id);
  }

  /** Of any file it is told that it moves, which will not be true for ever if nothing does. */
  get isMoving(): boolean {
    return this.#outgoing.isMoving || this.#incoming.isMoving;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#outgoing.stop();
    await this.#incoming.stop();
  }

  #ignoring(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_STOPPING')) this.deps.bug(error);
    });
  }
}

function isWanted({ kind }: BulkFrame): boolean {
  return kind === 'fileWanted' || kind === 'chunkWanted' || kind === 'pushWanted';
}
