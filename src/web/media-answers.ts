// Pictures, sounds and films for the window in a browser, pulled from the node over a session of their own.

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ContractClient } from '../contract/client.js';
import { type MediaAnswer, MediaDoor } from '../contract/media.js';
import type { NodeTransport } from '../contract/transport.js';
import { inProcessTransport } from '../node/contract-server/in-process-transport.js';

export class MediaAnswers {
  #client: ContractClient | undefined;
  readonly #door = new MediaDoor(async (piece) => {
    const { type, sizeBytes, bytes } = await this.#session().call('readMedia', piece);
    return { type, sizeBytes, bytes: new Uint8Array(Buffer.from(bytes, 'base64url')) };
  });

  constructor(private readonly accept: (transport: NodeTransport) => void) {}

  async answer(id: string, range: string | undefined, response: ServerResponse): Promise<void> {
    const { status, headers, body }: MediaAnswer = await this.#door.answer(id, range ?? null);
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!body) {
      response.end();
      return;
    }
    // A page that looks elsewhere hangs up, and a file that is gone breaks off: both end here.
    await pipeline(Readable.from(body, { objectMode: false }), response).catch(() => undefined);
  }

  close(): void {
    this.#client?.close();
  }

  #session(): ContractClient {
    if (this.#client) return this.#client;
    const pair = inProcessTransport();
    const client = new ContractClient(pair.face);
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    this.accept(pair.node);
    return client;
  }
}
