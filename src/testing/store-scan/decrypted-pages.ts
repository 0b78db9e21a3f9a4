// Every page an encrypted store has on the disk, decrypted without SQLite: the database and its write-ahead log, pages
// in use, free pages and frames of the log that nothing points to any more. https://www.zetetic.net/sqlcipher/design/

import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { DatabaseFile } from '../../adapters/sqlite/database.js';

export interface DecryptedPage {
  readonly in: 'database' | 'log';
  /** From 1, of the file's pages or of the log's frames. */
  readonly place: number;
  /** Of the page in the database; a page has as many frames in the log as it was written. */
  readonly pageNumber: number;
  /** Without SQLCipher's reserved bytes, and of page 1 without the first 16, which are the salt. */
  readonly content: Buffer;
}

/**
 * Read while nobody writes. A last frame that was not written whole is left out: its MAC is missing.
 * @throws {Error} when a page does not bear the MAC of this key
 */
export function decryptedPages({ path, key }: DatabaseFile): readonly DecryptedPage[] {
  const database = readFileSync(path);
  const logPath = `${path}-wal`;
  const log = existsSync(logPath) ? readFileSync(logPath) : Buffer.alloc(0);
  // A store that was never checkpointed has its salt in the log alone.
  const first = database.length > 0 ? database : log.subarray(LOG_HEADER_BYTES + FRAME_HEADER_BYTES);
  const keys = pageKeys(key.reveal(), first.subarray(0, SALT_BYTES));
  return [...pagesOfDatabase(database), ...pagesOfLog(log)].flatMap(({ stored, ...page }) => {
    // A page that was allocated and never written is a hole in the file.
    if (stored.every((byte) => byte === 0)) return [];
    return [{ ...page, content: decrypted(stored, page, keys) }];
  });
}

/** SQLCipher 4's defaults, which `openWriter` leaves as they are. */
const PAGE_BYTES = 4_096;
const SALT_BYTES = 16;
const IV_BYTES = 16;
const MAC_BYTES = 64;
const MAC_SALT_MASK = 0x3a;
const MAC_KEY_ITERATIONS = 2;
/** https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

interface PageKeys {
  readonly cipher: Uint8Array;
  readonly mac: Uint8Array;
}

type StoredPage = Omit<DecryptedPage, 'content'> & { readonly stored: Buffer };

function pageKeys(rawKey: Uint8Array, salt: Buffer): PageKeys {
  const macSalt = salt.map((byte) => byte ^ MAC_SALT_MASK);
  return { cipher: rawKey, mac: pbkdf2Sync(rawKey, macSalt, MAC_KEY_ITERATIONS, rawKey.length, 'sha512') };
}

function pagesOfDatabase(database: Buffer): readonly StoredPage[] {
  return Array.from({ length: Math.floor(database.length / PAGE_BYTES) }, (_, index) => ({
    in: 'database',
    place: index + 1,
    pageNumber: index + 1,
    stored: database.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES),
  }));
}

function pagesOfLog(log: Buffer): readonly StoredPage[] {
  const frameBytes = FRAME_HEADER_BYTES + PAGE_BYTES;
  const frames = Math.max(0, Math.floor((log.length - LOG_HEADER_BYTES) / frameBytes));
  return Array.from({ length: frames }, (_, index) => {
    const start = LOG_HEADER_BYTES + index * frameBytes;
    return {
      in: 'log',
      place: index + 1,
      pageNumber: log.readUInt32BE(start),
      stored: log.subarray(start + FRAME_HEADER_BYTES, start + frameBytes),
    };
  });
}

function decrypted(stored: Buffer, page: Omit<DecryptedPage, 'content'>, keys: PageKeys): Buffer {
  const macStart = PAGE_BYTES - MAC_BYTES;
  const ivStart = macStart - IV_BYTES;
  const contentStart = page.pageNumber === 1 ? SALT_BYTES : 0;
  const pageNumber = Buffer.alloc(4);
  pageNumber.writeUInt32LE(page.pageNumber);
  const authenticated = stored.subarray(contentStart, macStart);
  const mac = createHmac('sha512', keys.mac).update(authenticated).update(pageNumber).digest();
  if (!timingSafeEqual(mac, stored.subarray(macStart))) {
    throw new Error(`${page.in} ${String(page.place)}: not a page under this key`);
  }
  const decipher = createDecipheriv('aes-256-cbc', keys.cipher, stored.subarray(ivStart, macStart));
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(stored.subarray(contentStart, ivStart)), decipher.final()]);
}
