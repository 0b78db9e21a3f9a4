import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { encodeFileHeader, encryptedBytes } from '../../protocol/file-header.js';
import {
  FileServer,
  type FileServerSource,
  hasPlace,
  MOST_OF_ALL,
  MOST_OF_CONTACT,
  MOST_REQUESTS,
} from './file-server.js';
import type { TransferJob } from './transfer-job.js';

const CHUNK = 262_144 + 16;
const SIZE = 2 * 262_144 + 5;
const TICKET = Buffer.alloc(32, 7);
const header = encodeFileHeader({
  sizeBytes: SIZE,
  salt: new Uint8Array(32),
  commitment: new Uint8Array(32),
});
// Only these are looked at here.
const job = { id: idFromHex('transfer', '1'.repeat(32)) as TransferId, header } as TransferJob;

describe('the holder of a ticket', () => {
  let server: Server;
  let port: number;
  let authorized: number;
  let isOpen: boolean;
  let release: (() => void)[];
  let isHeld: boolean;
  let jobNow: () => TransferJob;
  beforeEach(async () => {
    [authorized, isOpen, release, isHeld] = [0, true, [], false];
    jobNow = () => job;
    const source: FileServerSource = {
      find: (ticket) => (isOpen && TICKET.equals(ticket) ? jobNow() : undefined),
      seal: async (_job, { first, count, into }) => {
        if (isHeld) await new Promise<void>((resolve) => release.push(resolve));
        const end = Math.min((first + count) * CHUNK, encryptedBytes(SIZE));
        into.fill(first + 1);
        return end - first * CHUNK;
      },
      served: () => undefined,
    };
    const files = new FileServer(source, systemTimers);
    server = createServer((request, response) => {
      if (!files.answer(request, response, () => (authorized += 1))) response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    for (const go of release) go();
    server.closeAllConnections();
    server.close();
  });

  const get = (range: string | undefined, ticket: string = TICKET.toString('base64url')) =>
    new Promise<{ status: number; length: number }>((resolve, reject) => {
      const headers = {
        authorization: `Kith ${ticket}`,
        ...(range === undefined ? {} : { range }),
      };
      ask({ host: '127.0.0.1', port, headers }, (response) => {
        let length = 0;
        response.on('data', (bytes: Buffer) => (length += bytes.length));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, length });
        });
      })
        .on('error', reject)
        .end();
    });
  const last = encryptedBytes(SIZE) - 1;

  it('gets whole chunks of the encrypted file', async () => {
    expect(await get(`bytes=0-${String(last)}`)).toEqual({ status: 206, length: last + 1 });
    expect(await get(`bytes=${String(CHUNK)}-${String(2 * CHUNK - 1)}`)).toEqual({
      status: 206,
      length: CHUNK,
    });
    expect(await get(`bytes=${String(2 * CHUNK)}-${String(last)}`)).toEqual({ status: 206, length: 21 });
    expect(authorized).toBe(3);
  });

  it.each([
    undefined,
    'bytes=0-',
    'bytes=-5',
    'bytes=1-262159',
    'bytes=0-262158',
    `bytes=0-${String(last + 1)}`,
    'bytes=262160-262159',
    'bytes=0-262159,262160-524319',
    'chunks=0-1',
    'bytes=0-99999999999999999999',
  ])('gets nothing for the range %s', async (range) => {
    expect((await get(range)).status).toBe(416);
  });

  it.each([
    undefined,
    '',
    'x',
    TICKET.toString('base64'),
    Buffer.alloc(32).toString('base64url'),
    'A'.repeat(44),
  ])('is nobody with the ticket %j', async (ticket) => {
    expect((await get('bytes=0-262159', ticket ?? '')).status).toBe(404);
    expect(authorized).toBe(0);
  });

  it('is nobody once the file may not leave any more', async () => {
    isOpen = false;
    expect((await get('bytes=0-262159')).status).toBe(404);
  });

  it('may ask for so many stretches at the same time and not one more', async () => {
    isHeld = true;
    const held = Array.from({ length: MOST_REQUESTS }, () => get('bytes=0-262159'));
    await expect.poll(() => release.length).toBe(MOST_REQUESTS);
    expect((await get('bytes=0-262159')).status).toBe(503);
    isHeld = false;
    for (const go of release.splice(0)) go();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual(held.map(() => 206));
    expect((await get('bytes=0-262159')).status).toBe(206);
  });

  it('finds a place although some contacts hold all they can get', () => {
    let all = 0;
    const taken = ['carol', 'dave', 'erin'].map(() => {
      let contact = 0;
      for (; hasPlace({ transfer: 0, contact, all }); contact++) all += 1;
      return contact;
    });
    expect(taken).toEqual([MOST_OF_CONTACT, 8, 4]);
    expect(hasPlace({ transfer: 0, contact: 0, all })).toBe(true);
  });

  it.each([
    ['of one contact', MOST_OF_CONTACT, () => 'alice'],
    ['of everybody', MOST_OF_ALL, (count: number) => `contact ${String(count)}`],
  ])('waits when so many stretches %s are being answered', async (_whose, most, nodeOf) => {
    isHeld = true;
    let count = 0;
    // Each of another transfer.
    jobNow = () => ({ ...job, id: String((count += 1)), nodeId: nodeOf(count) }) as unknown as TransferJob;
    const held = Array.from({ length: most }, () => get('bytes=0-262159'));
    await expect.poll(() => release.length).toBe(most);
    expect((await get('bytes=0-262159')).status).toBe(503);
    isHeld = false;
    for (const go of release.splice(0)) go();
    await Promise.all(held);
  });
});
