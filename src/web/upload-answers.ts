// Files the owner chose in a browser, taken piece by piece as the node takes them: a page that is faster than the disk waits, and
// no more of a file than one piece is ever here.

import type { IncomingMessage } from 'node:http';
import { AppError } from '../base/app-error.js';
import { HANDED_PIECE_BYTES } from '../contract/bounds.js';
import { WEB_LIMITS } from './limits.js';
import type { OwnSession } from './own-session.js';

/** Relative to the page; behind it stands the id of a file that was begun with `beginHandOver`. */
export const UPLOAD_PATH = 'upload/';

const ID = /^[0-9a-f]{32}$/u;

export class UploadAnswers {
  constructor(private readonly session: Pick<OwnSession, 'client'>) {}

  /** The status to answer with, once the node has every byte or will not have more. */
  async take(id: string, request: IncomingMessage): Promise<number> {
    if (!ID.test(id)) return 404;
    // How long it is must be known before: the node compares.
    if (request.headers['content-length'] === undefined) return 411;
    const idle = setTimeout(() => {
      request.destroy();
    }, WEB_LIMITS.uploadIdleMs);
    try {
      let offset = 0;
      for await (const piece of piecesOf(request, idle)) {
        await this.session.client.call('handOverPiece', { id, offset, bytes: piece.toString('base64url') });
        offset += piece.length;
      }
      return 204;
    } catch (error) {
      if (error instanceof AppError) return statusOf(error);
      // The page went away, or fell silent: nobody will end it.
      await this.session.client.call('dropHandOver', { id }).catch(() => undefined);
      return 408;
    } finally {
      clearTimeout(idle);
    }
  }
}

async function* piecesOf(request: IncomingMessage, idle: NodeJS.Timeout): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let lengthBytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    idle.refresh();
    for (let at = 0; at < part.length;) {
      const taken = part.subarray(at, at + HANDED_PIECE_BYTES - lengthBytes);
      parts.push(taken);
      lengthBytes += taken.length;
      at += taken.length;
      if (lengthBytes < HANDED_PIECE_BYTES) continue;
      yield Buffer.concat(parts);
      [parts, lengthBytes] = [[], 0];
    }
    idle.refresh();
  }
  if (lengthBytes > 0) yield Buffer.concat(parts);
}

/** The page hears the reason over its session. */
function statusOf(error: AppError): number {
  if (AppError.is(error, 'NODE_LOCKED') || AppError.is(error, 'IDENTITY_MISSING')) return 403;
  if (AppError.is(error, 'NOT_FOUND')) return 404;
  if (AppError.is(error, 'INPUT_INVALID')) return 409;
  return AppError.is(error, 'DISK_FULL') ? 507 : 503;
}
