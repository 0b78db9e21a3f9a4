// Brings stretches of files of the owner to the nodes that asked for them: encrypted like what is fetched, by the same rules.

import { peerKeyHash } from '../../adapters/tls/peer-key.js';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { pushStretch } from '../../adapters/http/push-client.js';
import type { CarryEnd } from '../../adapters/http/file-connection.js';
import type { TransferId } from '../../base/ids.js';
import { chunkOffset, decodeFileHeader, encryptedBytes } from '../../protocol/file-header.js';
import type { FileCalls, FileThreadOptions } from './file-calls.js';
import { SealedStrides } from './sealed-strides.js';
import type { SealingDesk } from './sealing-desk.js';

export class PushingDesk {
  readonly #strides = new SealedStrides(systemTimers);
  readonly #running = new Map<AbortController, TransferId>();

  constructor(
    private readonly options: FileThreadOptions,
    private readonly sealing: SealingDesk,
  ) {}

  async push({ id, place, ticket, ...order }: FileCalls['push']['take']): Promise<CarryEnd> {
    const { first, count, header } = order;
    const wholeBytes = encryptedBytes(decodeFileHeader(header)?.sizeBytes ?? 0);
    const abort = new AbortController();
    this.#running.set(abort, id);
    const { localAddress } = this.options;
    try {
      return await pushStretch(
        { place, ticket, localAddress, observeKey: peerKeyHash },
        {
          from: chunkOffset(first),
          to: Math.min(chunkOffset(first + count), wholeBytes) - 1,
          wholeBytes,
          write: (socket) =>
            this.#strides.write(
              socket,
              { first, end: first + count },
              {
                seal: (at, many, into) => this.sealing.seal({ ...order, first: at, count: many, into }),
                served: () => undefined,
              },
            ),
        },
        abort.signal,
      );
    } finally {
      this.#running.delete(abort);
    }
  }

  stop(id: TransferId): null {
    for (const [abort, running] of this.#running) if (running === id) abort.abort();
    return null;
  }
}
