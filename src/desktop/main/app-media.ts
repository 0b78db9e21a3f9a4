// Pictures, sounds and films for the window, pulled from the node over a session of their own: what the window says to the
// node waits for none of them.

import { MessageChannelMain, type MessagePortMain } from 'electron';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { ContractClient } from '../../contract/client.js';
import { MediaDoor } from '../../contract/media.js';
import type { FromFace, ToFace } from '../../contract/messages.js';
import { portTransport } from '../../contract/port-transport.js';
import type { NodeHost } from '../node-host/node-host.js';
import { electronPipe } from '../relay/electron-pipe.js';

export class AppMedia {
  #client: ContractClient | undefined;
  readonly #door = new MediaDoor(async (piece) => {
    const { type, sizeBytes, bytes } = await this.#session().call('readMedia', piece);
    return { type, sizeBytes, bytes: new Uint8Array(Buffer.from(bytes, 'base64url')) };
  });

  constructor(private readonly host: Pick<NodeHost<MessagePortMain>, 'connect'>) {}

  /** @param id what stands behind `media/` */
  async answer(id: string, range: string | null): Promise<Response> {
    const { status, headers, body } = await this.#door.answer(id, range);
    return new Response(body ? streamOf(body) : null, { status, headers });
  }

  /** The node's process ended; ports do not tell everywhere. */
  sessionLost(): void {
    this.#client?.close();
  }

  #session(): ContractClient {
    if (this.#client) return this.#client;
    const { port1, port2 } = new MessageChannelMain();
    if (!this.host.connect(port1)) throw new AppError('NODE_NOT_RUNNING');
    const client = new ContractClient(portTransport<FromFace, ToFace>(electronPipe(port2)));
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    return client;
  }
}

/** A piece is read when the page has taken the one before. */
function streamOf(body: AsyncIterable<Bytes>): ReadableStream<Bytes> {
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        const piece = await pieces.next();
        if (piece.done === true) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel: async () => {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
