// A file that arrived, for the browser to save where its owner saves everything: never anything else than a file to be kept,
// whatever its bytes are, under a name that is only a name.

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../base/app-error.js';
import { MEDIA_PIECE_BYTES, refusedPieceStatus } from '../contract/media.js';
import type { OwnSession } from './own-session.js';

/** Relative to the page; behind it stands the id of the transfer. */
export const DOWNLOAD_PATH = 'download/';

const ID = /^[0-9a-f]{32}$/u;

export class DownloadAnswers {
  constructor(private readonly session: Pick<OwnSession, 'client'>) {}

  /** Answers, or gives the status to refuse with. */
  async answer(id: string, response: ServerResponse): Promise<number | undefined> {
    if (!ID.test(id)) return 404;
    try {
      const first = await this.#piece(id, 0);
      response.setHeader('Content-Type', 'application/octet-stream');
      response.setHeader('Content-Disposition', `attachment; ${fileName(first.name)}`);
      response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
      response.setHeader('Content-Length', first.sizeBytes);
      // Who gives up hangs up, and a file that is gone breaks off: both end here.
      await pipeline(Readable.from(this.#pieces(id, first), { objectMode: false }), response).catch(
        () => undefined,
      );
      return undefined;
    } catch (error) {
      return refusedPieceStatus(error);
    }
  }

  /** Read as the browser takes them. */
  async *#pieces(id: string, first: { readonly sizeBytes: number; readonly bytes: Buffer }) {
    let { bytes } = first;
    for (let at = 0; at < first.sizeBytes;) {
      if (bytes.length === 0) throw new AppError('FILE_LOST');
      yield bytes;
      at += bytes.length;
      if (at < first.sizeBytes) ({ bytes } = await this.#piece(id, at));
    }
  }

  async #piece(transferId: string, offset: number) {
    const piece = { transferId, offset, length: MEDIA_PIECE_BYTES };
    const { name, sizeBytes, bytes } = await this.session.client.call('readCopy', piece);
    return { name, sizeBytes, bytes: Buffer.from(bytes, 'base64url') };
  }
}

/** RFC 6266: for old programs what is plain in it, for others the whole name. */
function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/gu, '_');
  const whole = encodeURIComponent(name).replaceAll(/['()*!]/gu, percent);
  return `filename="${plain}"; filename*=UTF-8''${whole}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
