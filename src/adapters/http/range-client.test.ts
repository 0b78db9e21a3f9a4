import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, copyBytes } from '../../base/bytes.js';
import { durableFiles } from '../filesystem/durable-file.js';
import { loadOrMakeCertificate } from '../tls/certificate.js';
import { peerKeyHash } from '../tls/peer-key.js';
import { HEADERS_MAX_BYTES } from './limits.js';
import { rangeClient, type RangeClient } from './range-client.js';

const TICKET = new Uint8Array(32).fill(7);
const BODY = new Uint8Array(100_000).map((_, index) => index % 251);
const head = (status: string, ...lines: string[]) => `HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`;
const WHOLE = head('206 Partial Content', `Content-Length: ${String(BODY.length)}`);

describe('a stretch of a file', () => {
  let directory: string;
  let credentials: { key: string; cert: string };
  let keyHash: Bytes;
  let server: Server;
  let port: number;
  let requests: string[];
  let connections: number;
  /** What the other node does about each request. */
  let answer: (socket: TLSSocket) => void;
  let client: RangeClient | undefined;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-range-'));
    const made = await loadOrMakeCertificate(directory, durableFiles(), 1_700_000_000_000);
    if (!made.ok) throw made.error;
    credentials = { key: made.value.key.reveal(), cert: made.value.cert };
    keyHash = made.value.keyHash;
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  beforeEach(async () => {
    [requests, connections] = [[], 0];
    server = createServer({ ...credentials, minVersion: 'TLSv1.3' }, (socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.on('data', (bytes: Buffer) => {
        requests.push(bytes.toString('latin1'));
        answer(socket);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    client?.close();
    server.close();
  });

  const open = (tlsKeyHash = keyHash, host = '127.0.0.1') =>
    (client = rangeClient({
      place: { host, ip: '127.0.0.1', port, tlsKeyHash },
      ticket: TICKET,
      localAddress: undefined,
      observeKey: peerKeyHash,
    }));
  const get = async (from = open()) => {
    const parts: Bytes[] = [];
    const range = { from: 5, to: 5 + BODY.length - 1 };
    const end = await from.get(range, (bytes) => parts.push(copyBytes(bytes)), new AbortController().signal);
    return { end, bytes: concatBytes(...parts) };
  };

  it('comes as it was asked for, one after another over the same connection', async () => {
    answer = (socket) => socket.write(Buffer.concat([Buffer.from(WHOLE), BODY]));
    const from = open();
    for (let times = 0; times < 3; times++) expect(await get(from)).toEqual({ end: 'whole', bytes: BODY });
    expect(connections).toBe(1);
    expect(requests[0]).toBe(
      `GET /kith/1/file HTTP/1.1\r\nhost: 127.0.0.1:${String(port)}\r\n` +
        `authorization: Kith ${Buffer.from(TICKET).toString('base64url')}\r\nrange: bytes=5-100004\r\n\r\n`,
    );
  });

  it('comes from the address that was given, whatever its name leads to by now', async () => {
    answer = (socket) => socket.write(Buffer.concat([Buffer.from(WHOLE), BODY]));
    expect(await get(open(keyHash, 'nowhere.invalid'))).toEqual({ end: 'whole', bytes: BODY });
    expect(requests[0]).toContain(`host: nowhere.invalid:${String(port)}\r\n`);
  });

  it('is not asked for when it is given up while the connection is made', async () => {
    answer = () => undefined;
    const abort = new AbortController();
    const ended = open().get({ from: 5, to: 9 }, () => undefined, abort.signal);
    abort.abort();
    expect(await ended).toBe('unreachable');
    expect(requests).toEqual([]);
  });

  it('comes the same in however small pieces the answer is cut', async () => {
    const text = Buffer.concat([Buffer.from(WHOLE), BODY.subarray(0, 40)]);
    answer = (socket) => {
      const trickle = (at: number): void => {
        if (at < text.length) socket.write(text.subarray(at, at + 1), () => setImmediate(trickle, at + 1));
        else socket.write(BODY.subarray(40));
      };
      trickle(0);
    };
    expect(await get()).toEqual({ end: 'whole', bytes: BODY });
  });

  it.each([
    ['refused', head('404 Not Found', 'Content-Length: 0')],
    ['refused', head('416 Range Not Satisfiable', 'content-length:0')],
    ['refused', head('200 OK', `Content-Length: ${String(BODY.length)}`)],
    ['refused', head('302 Found', 'Location: https://127.0.0.1/', 'Content-Length: 0')],
    ['busy', head('503 Service Unavailable', 'Connection: close', 'Content-Length: 0')],
    ['lost', head('206 Partial Content', 'Content-Length: 99999')],
    ['lost', head('206 Partial Content', 'Content-Length: 100001')],
    ['lost', head('206 Partial Content', 'Content-Length: 100000', 'Content-Length: 100000')],
    ['lost', head('206 Partial Content', 'Content-Length: 100000', 'Transfer-Encoding: chunked')],
    ['lost', head('206 Partial Content', 'Content-Length: 1e5')],
    ['lost', head('206 Partial Content', 'Content-Type: text/html')],
    ['lost', 'HTTP/1.0 206 Partial Content\r\nContent-Length: 100000\r\n\r\n'],
    ['lost', 'SSH-2.0-nothing\r\n\r\n'],
    ['lost', `HTTP/1.1 206 ${'x'.repeat(HEADERS_MAX_BYTES)}`],
  ] as const)('is "%s" when the answer is %j', async (end, text) => {
    answer = (socket) => socket.write(text);
    expect(await get()).toEqual({ end, bytes: new Uint8Array(0) });
  });

  it.each([
    ['a line feed', 'X: a\nb'],
    ['a line feed behind blanks', `X:${' '.repeat(8_000)}\nb`],
    ['a carriage return', 'X: a\rb'],
    ['a NUL', 'X: a\0b'],
  ])('is lost when a line of its head holds %s', async (_name, line) => {
    const text = head('206 Partial Content', line, `Content-Length: ${String(BODY.length)}`);
    answer = (socket) => socket.write(Buffer.concat([Buffer.from(text), BODY]));
    expect(await get()).toEqual({ end: 'lost', bytes: new Uint8Array(0) });
  });

  it('is never longer than what was asked for', async () => {
    answer = (socket) => socket.write(Buffer.concat([Buffer.from(WHOLE), BODY, Buffer.from('x')]));
    const { end, bytes } = await get();
    expect(end).toBe('lost');
    expect(bytes.length).toBeLessThanOrEqual(BODY.length);
  });

  it('is lost when the connection ends before it is whole', async () => {
    answer = (socket) => socket.end(Buffer.concat([Buffer.from(WHOLE), BODY.subarray(0, 99_999)]));
    expect((await get()).end).toBe('lost');
  });

  it('is not asked for where another key answers', async () => {
    answer = () => undefined;
    expect((await get(open(new Uint8Array(32)))).end).toBe('unreachable');
    expect(requests).toEqual([]);
  });

  it('is not asked for where nobody answers', async () => {
    server.close();
    expect((await get()).end).toBe('unreachable');
  });

  it('that our own side cannot take is our own failure', async () => {
    answer = (socket) => socket.write(Buffer.concat([Buffer.from(WHOLE), BODY]));
    const failing = open().get(
      { from: 0, to: BODY.length - 1 },
      () => {
        throw new Error('disk');
      },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('disk');
  });

  it('is given up at once when it is not wanted any more', async () => {
    const abort = new AbortController();
    answer = () => {
      abort.abort();
    };
    const end = await open().get({ from: 0, to: 9 }, () => undefined, abort.signal);
    expect(end).toBe('lost');
  });
});
