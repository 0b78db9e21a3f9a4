// Parsers that see files, what is said about files, and what the owner's own machine hands in: names, ranges, tickets,
// answers, pictures of a code, settings.

import { decodeQR } from 'qr/decode.js';
import { type LoadedConfig, loadConfig } from '../../src/adapters/config/load-config.js';
import { settingNames, settings } from '../../src/adapters/config/settings.js';
import { AnswerReader, type AnswerHead } from '../../src/adapters/http/answer-reader.js';
import { readPreKeyBundle } from '../../src/adapters/signal/pre-key-bundle.js';
import type { AppError } from '../../src/base/app-error.js';
import { type Bytes, concatBytes, utf8 } from '../../src/base/bytes.js';
import { fileExtension, numberedName, safeFileName } from '../../src/base/file-name.js';
import { readOrientation } from '../../src/base/media/exif-orientation.js';
import { MEDIA_TYPES } from '../../src/base/media/media-type.js';
import { picturePoints } from '../../src/base/media/picture-points.js';
import { err, ok, type Result } from '../../src/base/result.js';
import { wantedRange } from '../../src/contract/media.js';
import { windowRequest } from '../../src/contract/window-requests.js';
import { stretchOf } from '../../src/node/files/file-server.js';
import { ticketOf } from '../../src/node/files/ticket-book.js';
import { chunkCount, decodeFileHeader, encodeFileHeader } from '../../src/protocol/file-header.js';
import { LIMITS } from '../../src/protocol/limits.js';
import { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import { holds, jsonOf, meansTheSame, same, type Target, textOf } from './promises.js';

const PEER = new HostilePeer().nodeId;

export const FILE_TARGETS: Readonly<Record<string, Target>> = {
  fileName: (input) => {
    const name = textOf(input);
    if (name === undefined) return;
    const safe = safeFileName(name);
    same(safeFileName(safe), safe);
    holds(safe !== '' && utf8(safe).length <= 120 && !/[/\\\p{Cc}\u202a-\u202e]|^\.|[. ]$/u.test(safe));
    holds(!fileExtension(safe).includes('.') && !/[/\\]/u.test(numberedName(safe, 2)));
  },
  fileHeader: (input) => {
    meansTheSame(input, (bytes) => orRefused(decodeFileHeader(bytes)), encodeFileHeader);
  },
  /** What a contact sends to fetch: a ticket, a range and, below, the length of the file. */
  fileRequest: (input) => {
    const [authorization, range, size = ''] = (textOf(input) ?? '').split('\n');
    const ticket = ticketOf(authorization);
    holds(ticket === undefined || ticket.length === LIMITS.ticketBytes);
    const sizeBytes = Math.min(LIMITS.fileBytes, Math.trunc(Number(size)) || 0);
    if (sizeBytes < 0) return;
    const stretch = stretchOf(range, sizeBytes);
    if (!stretch) return;
    const { first, end } = stretch;
    holds(Number.isSafeInteger(first) && first >= 0 && first < end && end <= chunkCount(sizeBytes));
  },
  mediaRange: (input) => {
    const range = wantedRange(textOf(input) ?? null);
    if (!range) return;
    if ('last' in range) return holds(Number.isSafeInteger(range.last) && range.last > 0);
    holds(Number.isSafeInteger(range.from) && range.from <= range.to);
  },
  /** The same answer means the same in however many pieces it comes. */
  answer: (input) => {
    const [at = 0] = input;
    const cut = Math.min(at, input.length);
    same(answered([input.subarray(0, cut), input.subarray(cut)]), answered(Array.from(input, byteAlone)));
  },
  points: (input) => {
    for (const type of MEDIA_TYPES) {
      const points = picturePoints(type, input);
      holds(points === undefined || (Number.isFinite(points) && points >= 0));
    }
    const way = readOrientation(input);
    holds(way === undefined || (way >= 2 && way <= 8));
  },
  preKeyBundle: (input) => {
    readPreKeyBundle(PEER, input);
  },
  settings: (input) => {
    const values = (textOf(input) ?? '').split('\n');
    const given = settingNames.map((name, place) => [settings[name].key, values[place]] as const);
    const loaded = fromFlags(Object.fromEntries(given));
    if (loaded.ok) holds(loaded.value.config.port >= 0 && loaded.value.config.port <= 65_535);
    else for (const { code } of loaded.error) holds(code === 'CONFIG_INVALID');
  },
  window: (input) => {
    const value = jsonOf(input);
    if (value !== undefined) windowRequest.safeParse(value);
  },
  /** A bit a point, as wide as the first byte says. */
  code: (input) => {
    const [width = 0] = input;
    const height = width === 0 ? 0 : Math.floor(((input.length - 1) * 8) / width);
    const data = new Uint8ClampedArray(width * height * 4);
    for (let point = 0; point < width * height; point++) {
      const isDark = (((input[1 + (point >> 3)] ?? 0) >> (7 - (point & 7))) & 1) === 1;
      data.fill(isDark ? 0 : 255, point * 4, point * 4 + 3);
      data[point * 4 + 3] = 255;
    }
    try {
      holds(typeof decodeQR({ width, height, data }) === 'string');
    } catch (error) {
      // What is no code is refused in the library's own words.
      holds(error instanceof Error && !(error instanceof RangeError && /stack|memory/iu.test(error.message)));
    }
  },
};

function orRefused<Value>(value: Value | undefined): Result<Value, undefined> {
  return value === undefined ? err(undefined) : ok(value);
}

function byteAlone(byte: number): Bytes {
  return Uint8Array.of(byte);
}

/** What was heard of one answer: undefined when the connection is to end for it. */
function answered(pieces: readonly Bytes[]): unknown {
  const reader = new AnswerReader();
  const body: Bytes[] = [];
  const heard: { head?: AnswerHead | undefined; isRefused?: true; isWhole?: true } = {};
  reader.expect({
    head: (found) => {
      heard.head = found;
      // A client asks for bytes of an answer with some only, and leaves the connection otherwise.
      if (!found || found.contentLength === 0) heard.isRefused = true;
      return found?.contentLength ?? 0;
    },
    body: (bytes) => body.push(new Uint8Array(bytes)),
    end: () => {
      heard.isWhole = true;
    },
  });
  for (const piece of pieces) {
    if (piece.length > 0 && !heard.isRefused && !reader.read(Buffer.from(piece))) return undefined;
  }
  return { ...heard, body: concatBytes(...body) };
}

function fromFlags(
  flags: Readonly<Record<string, string | undefined>>,
): Result<LoadedConfig, readonly AppError[]> {
  return loadConfig({ file: 'nowhere/config.conf', fileRequired: false, env: {}, flags });
}
