// How a transfer goes just now, as far as this run of the node knows.

import type { MessageId } from '../../base/ids.js';
import type { TransferRow } from '../../contract/values.js';
import { isFlowing } from '../../core/transfer/index.js';
import { chunkCount, decodeFileHeader } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { ProgressMeter } from './progress-meter.js';
import type { TransferJob } from './transfer-job.js';

export type TransferActivity = Pick<TransferRow, 'doneBytes' | 'bytesPerSecond' | 'activity' | 'carrier'>;

/** A file of the owner on its way to one contact. */
export interface Outgoing {
  job: TransferJob;
  /** Chunks the recipient had when it asked last, and what it got since. */
  chunks: number;
  /** Stretches that are being brought. */
  pushes: number;
  /** The hashes of what was encrypted last could not be written, so it did not leave. */
  isDiskFull: boolean;
  readonly meter: ProgressMeter;
  /** The link on which its recipient said last that it has everything, and was believed enough to look. */
  lookedFor: number | undefined;
  /** A ticket that was asked for while it did not flow. */
  asked: { readonly linkId: number; readonly wanted: TicketWanted } | undefined;
}

/** How many chunks its recipient has. */
export interface TicketWanted {
  readonly offer: MessageId;
  readonly chunks: number;
}

export const IDLE: TransferActivity = { doneBytes: 0, bytesPerSecond: 0, activity: 'idle', carrier: null };

/** @param isAway the file of the owner is out of reach */
export function outgoingActivity(outgoing: Outgoing, isAway: boolean): TransferActivity {
  const { job, chunks, meter } = outgoing;
  const { bytesPerSecond } = meter;
  const activity = outgoingState(outgoing, isAway, bytesPerSecond);
  return { doneBytes: bytesIn(job, chunks), bytesPerSecond, activity, carrier: null };
}

function outgoingState(
  { job, isDiskFull }: Outgoing,
  isAway: boolean,
  bytesPerSecond: number,
): TransferActivity['activity'] {
  if (!isFlowing(job.state)) return 'idle';
  if (job.isHeld) return 'held';
  if (isAway) return 'sourceAway';
  if (isDiskFull) return 'noSpace';
  return bytesPerSecond > 0 ? 'flowing' : 'waiting';
}

export function sizeOf({ header }: Pick<TransferJob, 'header'>): number {
  return decodeFileHeader(header)?.sizeBytes ?? 0;
}

export function chunksOf(job: TransferJob): number {
  return chunkCount(sizeOf(job));
}

export function bytesIn(job: TransferJob, chunks: number): number {
  return Math.min(chunks * LIMITS.fileChunkBytes, sizeOf(job));
}
