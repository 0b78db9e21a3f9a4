// Files that faces hand over as bytes, from the first piece until they can be attached. What is given up, or was under way when
// the node stopped or locked, leaves nothing anybody could read.

import { randomBytes } from '../adapters/crypto/random.js';
import { AppError } from '../base/app-error.js';
import { copyBytes } from '../base/bytes.js';
import { fileExtension, safeFileName } from '../base/file-name.js';
import { idFromBytes, idFromHex, type SpoolId } from '../base/ids.js';
import type { CommandParams, CommandResult } from '../contract/commands.js';
import type { Spool } from '../core/ports/spool-store.js';
import { LIMITS } from '../protocol/limits.js';
import type { TransferWorld } from './files/transfer-world.js';

/** All faces together. */
const MOST_AT_ONCE = 8;
/** Without a piece. */
const IDLE_MS = 30_000;

interface HandOver {
  readonly name: string;
  readonly sizeBytes: number;
  readonly spoolId: SpoolId;
  /** Once the thread of files made room for it. */
  spool: Spool | undefined;
  givenBytes: number;
  /** What a piece of it failed with; the face hears it in the end. */
  failure: unknown;
  cancelIdle: () => void;
}

export interface HandOverWorld extends Pick<TransferWorld, 'files' | 'act' | 'timers' | 'ignoring'> {
  /** What an earlier run left was swept: nothing that begins now is taken for it. */
  readonly swept: () => Promise<void>;
}

export class HandOvers {
  readonly #open = new Map<string, HandOver>();

  constructor(private readonly world: HandOverWorld) {}

  /**
   * Throws AppError DISK_FULL, FILE_UNREADABLE {path, reason}, RATE_EXCEEDED {limit}, COMMAND_REUSED_ID, ATTACHMENTS_FULL {most},
   * NOT_FOUND.
   */
  async begin({
    id,
    name,
    sizeBytes,
    conversationId,
  }: CommandParams<'beginHandOver'>): Promise<CommandResult<'beginHandOver'>> {
    if (sizeBytes > LIMITS.fileBytes) throw new AppError('FILE_UNREADABLE', { path: name, reason: 'long' });
    if (this.#open.has(id)) throw new AppError('COMMAND_REUSED_ID');
    if (this.#open.size >= MOST_AT_ONCE) throw new AppError('RATE_EXCEEDED', { limit: MOST_AT_ONCE });
    const handOver: HandOver = {
      name: safeFileName(name),
      sizeBytes,
      spoolId: newSpoolId(),
      spool: undefined,
      givenBytes: 0,
      failure: undefined,
      cancelIdle: () => undefined,
    };
    // It has its place before anybody else is asked.
    this.#open.set(id, handOver);
    try {
      await this.world.swept();
      if (conversationId !== undefined) await this.world.act({ act: 'roomToAttach', conversationId });
      handOver.spool = await this.world.files.call('beginSpool', { id: handOver.spoolId, sizeBytes });
    } catch (error) {
      this.#open.delete(id);
      throw error;
    }
    this.#watch(id, handOver);
    return {};
  }

  /** Throws AppError INPUT_INVALID, DISK_FULL, NOT_FOUND. */
  async piece({
    id,
    offset,
    bytes,
  }: CommandParams<'handOverPiece'>): Promise<CommandResult<'handOverPiece'>> {
    const handOver = this.#begun(id);
    const part = copyBytes(Buffer.from(bytes, 'base64url'));
    if (offset !== handOver.givenBytes || offset + part.length > handOver.sizeBytes)
      throw new AppError('INPUT_INVALID', { what: 'offset' });
    handOver.givenBytes += part.length;
    this.#watch(id, handOver);
    try {
      await this.world.files.call('spool', { id: handOver.spoolId, bytes: part });
    } catch (error) {
      handOver.failure ??= error;
      this.#discard(handOver);
      throw error;
    }
    return {};
  }

  /** Throws AppError INPUT_INVALID, NOT_FOUND, DISK_FULL. */
  async end({ id: text }: CommandParams<'endHandOver'>): Promise<CommandResult<'endHandOver'>> {
    const handOver = this.#begun(text);
    this.#forget(text, handOver);
    const { name, sizeBytes, spoolId, spool, failure } = handOver;
    try {
      if (failure !== undefined) throw failure as Error;
      const id = idFromHex('attachment', text);
      if (!id || !spool || handOver.givenBytes < sizeBytes)
        throw new AppError('INPUT_INVALID', { what: 'length' });
      await this.world.files.call('keepSpool', { id: spoolId });
      const attachment = { id, path: name, name, sizeBytes, keepMetadata: false, thumbnail: null };
      await this.world.act({ act: 'handOver', attachment, spool });
    } catch (error) {
      this.#discard(handOver);
      throw error;
    }
    return { id: text, name, extension: fileExtension(name), sizeBytes, keepMetadata: false };
  }

  /** Throws AppError DISK_FULL. */
  async drop({ id: text }: CommandParams<'dropHandOver'>): Promise<CommandResult<'dropHandOver'>> {
    const handOver = this.#open.get(text);
    const id = idFromHex('attachment', text);
    if (handOver) this.#giveUp(text, handOver);
    else if (id) await this.world.act({ act: 'dropLoose', id });
    return {};
  }

  stop(): void {
    for (const { cancelIdle } of this.#open.values()) cancelIdle();
    this.#open.clear();
  }

  #begun(id: string): HandOver {
    const handOver = this.#open.get(id);
    if (!handOver?.spool) throw new AppError('NOT_FOUND', { what: 'file' });
    return handOver;
  }

  #watch(id: string, handOver: HandOver): void {
    handOver.cancelIdle();
    handOver.cancelIdle = this.world.timers.after(IDLE_MS, () => {
      this.#giveUp(id, handOver);
    });
  }

  #giveUp(id: string, handOver: HandOver): void {
    this.#forget(id, handOver);
    this.#discard(handOver);
  }

  #forget(id: string, { cancelIdle }: HandOver): void {
    cancelIdle();
    this.#open.delete(id);
  }

  #discard({ spoolId }: HandOver): void {
    this.world.ignoring(this.world.files.call('discardSpool', { id: spoolId }));
  }
}

export function newSpoolId(): SpoolId {
  const id = idFromBytes('spool', randomBytes(16));
  if (!id) throw new TypeError('a spool id needs 16 bytes');
  return id;
}
