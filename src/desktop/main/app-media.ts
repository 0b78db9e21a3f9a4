// Pictures, sounds and films for the window, pulled from the node over a session of their own: what the window says to the
// node waits for none of them.

import type { Bytes } from '../../base/bytes.js';
import { MediaDoor } from '../../contract/media.js';
import type { AppSession } from './app-session.js';

export class AppMedia {
  readonly #door = new MediaDoor(async (piece) => {
    const { type, sizeBytes, bytes } = await this.session.client.call('readMedia', piece);
    return { type, sizeBytes, bytes: new Uint8Array(Buffer.from(bytes, 'base64url')) };
  });

  constructor(private readonly session: Pick<AppSession, 'client'>) {}

  /** @param id what stands behind `media/` */
  async answer(id: string, range: string | null): Promise<Response> {
    const { status, headers, body } = await this.#door.answer(id, range);
    return new Response(body ? streamOf(body) : null, { status, headers });
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
