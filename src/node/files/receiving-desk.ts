// The files that arrive: checked, fetched over several streams at once, kept, saved.

import { peerKeyHash } from '../../adapters/tls/peer-key.js';
import type { DiskCalls } from '../../adapters/filesystem/part-file.js';
import { saveCopy, usableFolder } from '../../adapters/filesystem/saved-copy.js';
import type { CarryEnd } from '../../adapters/http/file-connection.js';
import { rangeClient, type RangeClient } from '../../adapters/http/range-client.js';
import { AppError } from '../../base/app-error.js';
import type { TransferId } from '../../base/ids.js';
import type { ChunkRun } from '../../core/transfer/index.js';
import { chunkOffset, encryptedBytes } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { Arrival, discardArrived } from './arrival.js';
import { ChunkAssembly } from './chunk-assembly.js';
import type { DiskRoom } from './disk-room.js';
import { readKept } from './kept-file.js';
import type { Arrived, ArrivingFile, FetchEnd, FileCalls, FileThreadOptions } from './file-calls.js';

/** Connections for one file. */
const STREAMS = 4;
/** Chunks between two looks at how full the disk is: 64 MiB. */
const CHUNKS_PER_LOOK = 256;

export class ReceivingDesk {
  readonly #arrivals = new Map<TransferId, Arrival>();
  /** Paused ones: closed, and no room is set aside for them, but what was verified of them is known. */
  readonly #resting = new Map<TransferId, Arrival>();
  readonly #fetches = new Map<TransferId, AbortController>();

  constructor(
    private readonly options: FileThreadOptions,
    /** Told with every piece that came, whether it made a chunk whole or not. */
    private readonly progressed: (id: TransferId, chunks: number) => void,
    private readonly room: DiskRoom,
    /** Undefined: the real ones. */
    private readonly calls?: DiskCalls,
  ) {
    room.count(() => [...this.#arrivals.values()].reduce((sum, { missingBytes }) => sum + missingBytes, 0));
  }

  makeRoom({ arrivingBytes, saved }: FileCalls['makeRoom']['take']): null {
    if (arrivingBytes > 0) this.room.demand(arrivingBytes);
    if (saved !== null) this.room.demandIn(usableFolder(saved.folder), saved.sizeBytes, arrivingBytes);
    return null;
  }

  async open(file: ArrivingFile): Promise<Arrived> {
    let arrival = this.#arrivals.get(file.id);
    if (!arrival) {
      const rested = this.#resting.get(file.id);
      this.#resting.delete(file.id);
      arrival = await this.#checked(
        rested?.isAsItRested ? rested : new Arrival(this.options.directory, file, this.calls),
      );
      this.#arrivals.set(file.id, arrival);
    }
    return { chunks: arrival.chunks.size, isKept: arrival.isKept };
  }

  async fetch({ id, place, ticket }: FileCalls['fetch']['take']): Promise<FetchEnd> {
    const arrival = this.#arrival(id);
    const abort = new AbortController();
    this.#fetches.get(id)?.abort();
    this.#fetches.set(id, abort);
    const { localAddress } = this.options;
    const client = rangeClient({ place, ticket, localAddress, observeKey: peerKeyHash });
    try {
      const end = await this.#fetchAll(id, arrival, { client, signal: abort.signal });
      return abort.signal.aborted ? 'stopped' : end;
    } finally {
      abort.abort();
      if (this.#fetches.get(id) === abort) this.#fetches.delete(id);
      client.close();
    }
  }

  stopFetching(id: TransferId): null {
    this.#fetches.get(id)?.abort();
    return null;
  }

  missing({ id, from, most }: FileCalls['missing']['take']): ChunkRun | null {
    return this.#arrival(id).chunks.missingFrom(from, most) ?? null;
  }

  put({ id, index, sealed }: FileCalls['put']['take']): null {
    this.#put(id, this.#arrival(id), { index, sealed });
    return null;
  }

  async keep({ id, root }: FileCalls['keep']['take']): Promise<null> {
    const arrival = this.#arrival(id);
    try {
      await arrival.keep(root);
    } catch (error) {
      // Nobody knows what of it is on the disk: it is fetched anew, as long as its sender does not know that it is here.
      if (this.#arrivals.get(id) === arrival && !AppError.is(error, 'PAYLOAD_REFUSED')) this.discard(id);
      throw error;
    }
    // Given up meanwhile, it is not here, whatever was kept.
    this.#arrival(id);
    return null;
  }

  save({ folder, name, ...file }: FileCalls['save']['take']): Promise<string> {
    const parts = this.#watched(folder, readKept(this.options.directory, file));
    return saveCopy(folder, { name, mark: file.id }, parts);
  }

  /** Others may have filled the folder's disk since room for the copy was found. */
  *#watched(folder: string, parts: Iterable<Uint8Array>): Iterable<Uint8Array> {
    let given = 0;
    for (const part of parts) {
      if (given % CHUNKS_PER_LOOK === 0) this.room.lookIn(folder);
      given += 1;
      yield part;
    }
  }

  discard(id: TransferId): null {
    this.close(id);
    discardArrived(this.options.directory, id);
    return null;
  }

  /** It goes on later. */
  rest(id: TransferId): null {
    const arrival = this.#arrivals.get(id);
    this.close(id);
    arrival?.rest();
    if (arrival && !arrival.isKept) this.#resting.set(id, arrival);
    return null;
  }

  close(id: TransferId): null {
    this.stopFetching(id);
    this.#arrivals.get(id)?.close();
    this.#arrivals.delete(id);
    this.#resting.delete(id);
    return null;
  }

  closeAll(): void {
    for (const id of [...this.#arrivals.keys()]) this.close(id);
  }

  /** Asked for again and again while the disk is full: then nothing of it is read, and nothing stays open. */
  async #checked(arrival: Arrival): Promise<Arrival> {
    if (!arrival.isKept) this.room.look();
    try {
      await arrival.check();
      this.room.demand(arrival.missingBytes);
      return arrival;
    } catch (error) {
      arrival.close();
      throw error;
    }
  }

  /** Streams take one stretch after another until none is missing; one that fails leaves its stretch to the next round. */
  async #fetchAll(
    id: TransferId,
    arrival: Arrival,
    { client, signal }: { readonly client: RangeClient; readonly signal: AbortSignal },
  ): Promise<FetchEnd> {
    const { chunks } = arrival;
    let next = 0;
    const ends: CarryEnd[] = [];
    const stream = async (): Promise<void> => {
      const assembly = new ChunkAssembly(arrival.cipher.sizeBytes, (index, sealed) => {
        this.#put(id, arrival, { index, sealed });
      });
      for (let run = take(); run && ends.length === 0 && !signal.aborted; run = take()) {
        const outcome = await fetchRun(run, assembly, { arrival, client, signal, came });
        if (outcome !== 'whole') ends.push(outcome);
      }
    };
    const came = (): void => {
      this.progressed(id, chunks.size);
    };
    const take = (): ChunkRun | undefined => {
      const run = chunks.missingFrom(next, LIMITS.stretchChunks);
      if (run) next = run.first + run.count;
      return run;
    };
    await Promise.all(Array.from({ length: STREAMS }, stream));
    return chunks.isFull ? 'whole' : (ends[0] ?? 'lost');
  }

  #put(id: TransferId, arrival: Arrival, { index, sealed }: { index: number; sealed: Uint8Array }): void {
    if (arrival.chunks.size % CHUNKS_PER_LOOK === CHUNKS_PER_LOOK - 1) this.room.look();
    arrival.put(index, sealed);
    this.progressed(id, arrival.chunks.size);
  }

  #arrival(id: TransferId): Arrival {
    const arrival = this.#arrivals.get(id);
    if (!arrival) throw new AppError('NOT_FOUND', { what: 'file' });
    return arrival;
  }
}

function fetchRun(
  { first, count }: ChunkRun,
  assembly: ChunkAssembly,
  {
    arrival,
    client,
    signal,
    came,
  }: { arrival: Arrival; client: RangeClient; signal: AbortSignal; came: () => void },
): Promise<CarryEnd> {
  const whole = encryptedBytes(arrival.cipher.sizeBytes);
  const to = Math.min(chunkOffset(first + count), whole) - 1;
  assembly.begin(first);
  return client.get(
    { from: chunkOffset(first), to },
    (bytes) => {
      assembly.take(bytes);
      came();
    },
    signal,
  );
}
