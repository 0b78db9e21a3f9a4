// Pictures, sounds and films for the window in a browser, pulled from the node over a session of their own.

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type MediaAnswer, MediaDoor } from '../contract/media.js';
import type { OwnSession } from './own-session.js';

export class MediaAnswers {
  readonly #door = new MediaDoor(async (piece) => {
    const { type, sizeBytes, bytes } = await this.session.client.call('readMedia', piece);
    return { type, sizeBytes, bytes: new Uint8Array(Buffer.from(bytes, 'base64url')) };
  });

  constructor(private readonly session: Pick<OwnSession, 'client'>) {}

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
}
