// Sends encrypted chunks in slices over a link, one after another and only as fast as the link takes them, so that what
// people write to each other goes first.

import type { SharedBytes } from '../../base/bytes.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { chunkOffset } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { TransferJob } from './transfer-job.js';

/** Chunks of one link that wait; a peer that asks for more is not answered. */
export const MOST_WANTED = 32;

interface Wanted {
  readonly job: TransferJob;
  readonly index: number;
}

interface LinkQueue {
  readonly wanted: Wanted[];
  isRunning: boolean;
  wake: (() => void) | undefined;
}

export interface SliceSenderWorld {
  send(linkId: number, frame: Frame): 'sent' | 'full' | 'gone';
  /** Encrypts a chunk; its bytes, or undefined when it cannot be had or must not leave any more. */
  seal(job: TransferJob, index: number, into: SharedBytes): Promise<number | undefined>;
  served(job: TransferJob): void;
}

export class SliceSender {
  readonly #links = new Map<number, LinkQueue>();

  constructor(private readonly world: SliceSenderWorld) {}

  want(linkId: number, wanted: Wanted): void {
    const queue = this.#links.get(linkId) ?? { wanted: [], isRunning: false, wake: undefined };
    this.#links.set(linkId, queue);
    if (queue.wanted.length >= MOST_WANTED) return;
    queue.wanted.push(wanted);
    if (!queue.isRunning) void this.#run(linkId, queue);
  }

  writable(linkId: number): void {
    this.#links.get(linkId)?.wake?.();
  }

  down(linkId: number): void {
    const queue = this.#links.get(linkId);
    this.#links.delete(linkId);
    queue?.wanted.splice(0);
    queue?.wake?.();
  }

  stop(): void {
    for (const linkId of [...this.#links.keys()]) this.down(linkId);
  }

  async #run(linkId: number, queue: LinkQueue): Promise<void> {
    queue.isRunning = true;
    const into = new Uint8Array(new SharedArrayBuffer(chunkOffset(1)));
    for (let next = queue.wanted.shift(); next; next = queue.wanted.shift()) {
      const length = await this.world.seal(next.job, next.index, into);
      if (length === undefined) continue;
      const sealed = into.subarray(0, length);
      if (await this.#sendChunk(linkId, queue, { ...next, sealed })) this.world.served(next.job);
    }
    queue.isRunning = false;
  }

  async #sendChunk(
    linkId: number,
    queue: LinkQueue,
    { job, index, sealed }: Wanted & { readonly sealed: SharedBytes },
  ): Promise<boolean> {
    const { offer } = job;
    for (let offset = 0; offset < sealed.length; offset += LIMITS.sliceBytes) {
      const bytes = sealed.slice(offset, offset + LIMITS.sliceBytes);
      const frame: Frame = { kind: 'chunkSlice', offer, index, offset, bytes };
      for (let outcome = this.world.send(linkId, frame); outcome !== 'sent';) {
        if (outcome === 'gone') return false;
        await new Promise<void>((resolve) => (queue.wake = resolve));
        outcome = this.#links.has(linkId) ? this.world.send(linkId, frame) : 'gone';
      }
    }
    return true;
  }
}
