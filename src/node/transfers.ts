// Files of an open node: its thread, its engine, and what faces ask and are shown of them.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../adapters/logging/logger.js';
import { AppError } from '../base/app-error.js';
import { fileExtension, safeFileName } from '../base/file-name.js';
import { idFromHex, type NodeId, type TransferId } from '../base/ids.js';
import type { CommandParams, CommandResult } from '../contract/commands.js';
import type { StoredTransfer, TransferRow } from '../contract/values.js';
import type { Timers } from '../core/ports/timers.js';
import { isUnanswered } from '../core/transfer/index.js';
import { encryptedBytes } from '../protocol/file-header.js';
import { HandOvers } from './hand-overs.js';
import { FilesClient } from './files/files-client.js';
import { RATE_WINDOW_MS } from './files/progress-meter.js';
import { sweepFiles } from './files/sweep-files.js';
import { TransferEngine } from './files/transfer-engine.js';
import type { TransferAct, TransferJob } from './files/transfer-job.js';
import type { LaneClient } from './lane/lane-client.js';
import type { Effect } from './lane/lane-messages.js';
import type { FileSide } from './link-bridge.js';
import type { LinkLayer } from './network/link-layer.js';
import type { ReaderOnDemand } from './reader/reader-on-demand.js';

export interface TransfersOptions {
  readonly filesDir: string;
  /** Entry of the thread of files. */
  readonly files: URL;
  readonly localAddress: string | undefined;
  readonly timers: Timers;
  readonly logger: Logger;
}

type EffectOfFiles = Extract<Effect, { kind: (typeof OF_FILES)[number] }>;

const OF_FILES = ['transfer', 'lookAgain', 'transferGone', 'uploadGone', 'spoolGone'] as const;

export function isOfFiles(effect: Effect): effect is EffectOfFiles {
  return (OF_FILES as readonly Effect['kind'][]).includes(effect.kind);
}

const IS_NO_BUG = ['NODE_STOPPING', 'DISK_FULL', 'STORE_FAILED'] as const;

interface TransfersListener {
  isContact(nodeId: NodeId): boolean;
  changed(): void;
}

/** Faces are told how files go at most so often. */
const TOLD_EVERY_MS = 200;
/** And again after so long in which nothing moved, for as long as something is still told to. */
const STILL_MS = RATE_WINDOW_MS + 500;

export class Transfers {
  readonly #files: FilesClient;
  readonly #engine: TransferEngine;
  readonly handOvers: HandOvers;
  #swept = Promise.resolve();
  #lane: LaneClient | undefined;
  #cancelTelling: (() => void) | undefined;
  #cancelLastTelling: (() => void) | undefined;

  constructor(
    private readonly options: TransfersOptions,
    private readonly listener: TransfersListener,
  ) {
    const { filesDir, files, localAddress, timers, logger } = options;
    const bug = (error: unknown) => {
      logger.bug(error);
    };
    const thread = { directory: filesDir, localAddress };
    this.#files = new FilesClient(files, thread, {
      timers,
      event: (event) => {
        this.#engine.event(event);
      },
      bug,
    });
    this.#engine = new TransferEngine({
      files: this.#files,
      timers,
      act: (act) => this.act(act),
      isContact: (nodeId) => listener.isContact(nodeId),
      changed: () => {
        this.#tellSoon();
      },
      bug,
    });
    this.handOvers = new HandOvers({
      files: this.#files,
      timers,
      act: (act) => this.act(act),
      ignoring: (work) => void this.#ignoring(work),
      swept: () => this.swept(),
    });
  }

  get links(): FileSide {
    return this.#engine;
  }

  get files(): Pick<FilesClient, 'call' | 'isClosed'> {
    return this.#files;
  }

  /** Goes on with whatever was under way when the node stopped. */
  begin(lane: LaneClient, jobs: readonly TransferJob[]): void {
    this.#lane = lane;
    for (const job of jobs) this.#engine.apply(job);
    this.#swept = this.#ignoring(this.#sweep());
  }

  async #sweep(): Promise<void> {
    // First what needs no room: a full disk may take the rest after it. If not, the next start has both to do.
    await sweepFiles(this.options.filesDir, { files: this.#files, act: (act) => this.act(act) });
    await this.act({ act: 'forgetLoose' });
  }

  /** Once what an earlier run left was swept: nothing that begins from then on is taken for it. */
  swept(): Promise<void> {
    return this.#swept;
  }

  connect(layer: LinkLayer): void {
    this.#engine.connect(layer);
  }

  apply(effect: EffectOfFiles): void {
    if (effect.kind === 'transfer') this.#engine.apply(effect.job);
    else if (effect.kind === 'lookAgain') this.#engine.lookAgain(effect.id);
    else if (effect.kind === 'transferGone') this.#engine.gone(effect.id);
    else if (effect.kind === 'uploadGone') this.#engine.uploadGone(effect.uploadId);
    else void this.#ignoring(this.#files.call('discardSpool', { id: effect.id }));
  }

  act(act: TransferAct): Promise<unknown> {
    return this.#lane?.transferAct(act) ?? Promise.reject(new AppError('NODE_STOPPING'));
  }

  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    return this.#engine.answer(request, response, authorized);
  }

  activity(id: TransferId): ReturnType<TransferEngine['activity']> {
    return this.#engine.activity(id);
  }

  /** Nothing is asked of the thread any more, and what it was asked is given up; what waits for the lane ends with the lane. */
  async stop(): Promise<void> {
    this.handOvers.stop();
    const ended = this.#files.close();
    await Promise.all([this.#engine.stop(), ended]);
    // What stopped said so.
    this.#cancelTelling?.();
    this.#cancelLastTelling?.();
  }

  async #ignoring(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // What the disk does not take the lane says to the owner.
      if (!IS_NO_BUG.some((code) => AppError.is(error, code))) this.options.logger.bug(error);
    }
  }

  #tellSoon(): void {
    const { timers } = this.options;
    this.#cancelTelling ??= timers.after(TOLD_EVERY_MS, () => {
      this.#cancelTelling = undefined;
      this.listener.changed();
      this.#cancelLastTelling?.();
      this.#tellStill();
    });
  }

  #tellStill(): void {
    this.#cancelLastTelling = this.options.timers.after(STILL_MS, () => {
      this.listener.changed();
      if (this.#engine.isMoving) this.#tellStill();
    });
  }
}

export interface OpenParts {
  readonly transfers: Transfers;
  readonly reader: Pick<ReaderOnDemand, 'read'>;
}

/** Every transfer as a face sees it: what the store knows, and how it goes just now. */
export async function transferRows(open: OpenParts | undefined): Promise<readonly TransferRow[]> {
  if (!open) return [];
  const { rows } = (await open.reader.read({ kind: 'transfers' })).value;
  return asTheyGo(open, rows);
}

export async function findFiles(
  open: OpenParts,
  { digits }: CommandParams<'findFiles'>,
): Promise<CommandResult<'findFiles'>> {
  const { rows } = (await open.reader.read({ kind: 'transfersNamed', digits })).value;
  return { files: asTheyGo(open, rows) };
}

function asTheyGo({ transfers }: OpenParts, rows: readonly StoredTransfer[]): TransferRow[] {
  return rows.map((row) => {
    const activity = transfers.activity(row.id as TransferId);
    return { ...row, ...activity, doneBytes: row.stage === 'done' ? row.sizeBytes : activity.doneBytes };
  });
}

/** Throws AppError FILE_UNREADABLE {path, reason}. */
export async function handOverFile(
  { transfers }: Pick<OpenParts, 'transfers'>,
  { id, path }: CommandParams<'handOverFile'>,
): Promise<CommandResult<'handOverFile'>> {
  // Until then what is handed over is taken for what an earlier run left.
  await transfers.swept();
  const {
    source,
    name: given,
    sizeBytes,
  } = await transfers.files.call('prepare', { path, spool: null, metadata: 'keep' });
  const attachmentId = idFromHex('attachment', id);
  if (!attachmentId) throw new AppError('INPUT_INVALID', { what: 'id' });
  const attachment = {
    id: attachmentId,
    path: source.path,
    name: given,
    sizeBytes,
    keepMetadata: false,
    thumbnail: null,
  };
  await transfers.act({ act: 'handOver', attachment, spool: null });
  const name = safeFileName(given);
  return { id, name, extension: fileExtension(name), sizeBytes, keepMetadata: false };
}

/** Throws AppError DISK_FULL, FOLDER_UNUSABLE {path, reason}, NOT_FOUND, TRANSFER_NOT_POSSIBLE {stage}. */
export async function acceptFile(
  { transfers, reader }: OpenParts,
  { transferId, saveTo }: CommandParams<'acceptFile'>,
): Promise<CommandResult<'acceptFile'>> {
  const { rows } = (await reader.read({ kind: 'transfersNamed', digits: transferId })).value;
  const [row] = rows;
  const sizeBytes = row?.sizeBytes ?? 0;
  await transfers.files.call('makeRoom', {
    arrivingBytes: row && isUnanswered(row) ? encryptedBytes(sizeBytes) : 0,
    saved: saveTo === null ? null : { folder: saveTo, sizeBytes },
  });
  await transfers.act({ act: 'accept', transferId, saveTo });
  return {};
}

/** Throws AppError NOT_FOUND. */
export async function savedPlace(
  { reader }: Pick<OpenParts, 'reader'>,
  { transferId }: CommandParams<'savedPlace'>,
): Promise<CommandResult<'savedPlace'>> {
  const id = idFromHex('transfer', transferId);
  const file = id && (await reader.read({ kind: 'storedFile', id })).value;
  if (!file || !('savedAs' in file) || file.savedAs === null)
    throw new AppError('NOT_FOUND', { what: 'file' });
  return { path: file.savedAs };
}
