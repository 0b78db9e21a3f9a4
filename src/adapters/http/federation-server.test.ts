import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { type Bytes, utf8 } from '../../base/bytes.js';
import { testCertificate } from '../../testing/network/certificate.js';
import type { ConnectionGate } from './connection-gate.js';
import { createFederationServer, type FederationServer, type LinkUpgrade } from './federation-server.js';
import type { Patience } from './limits.js';

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];
const PROTOCOL = 'Sec-WebSocket-Protocol: kith.v1';

describe('federation port', () => {
  let server: FederationServer;
  let port: number;
  let record: Bytes | undefined;
  let isReady: boolean;
  let admitted: string[];
  let released: number;
  let isFull: boolean;
  let upgrades: LinkUpgrade[];

  const gate: ConnectionGate = {
    admit: (ip) => {
      if (isFull) return undefined;
      admitted.push(ip);
      return { release: () => (released += 1) };
    },
  };

  const silent = {
    gate,
    publicRecord: () => undefined,
    acceptsLinks: () => false,
    upgrade: () => undefined,
    file: () => false,
    link: { path: '/kith/1', subprotocol: 'kith.v1' },
  };

  beforeEach(async () => {
    [record, isReady, admitted, released, isFull, upgrades] = [undefined, true, [], 0, false, []];
    const { cert, key } = await testCertificate();
    server = createFederationServer({
      cert,
      key,
      gate,
      publicRecord: () => record,
      acceptsLinks: () => isReady,
      upgrade: (upgrade) => {
        upgrades.push(upgrade);
        upgrade.socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      },
      file: () => false,
      link: { path: '/kith/1', subprotocol: 'kith.v1' },
    });
    ({ port } = await server.listen('127.0.0.1', 0));
  });
  afterEach(() => server.close());

  const ask = async (line: string, ...headers: string[]) => parse(await exchange(port, [line, ...headers]));

  it('says that it is healthy and nothing else', async () => {
    const answer = await ask('GET /health HTTP/1.1');
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(answer.head.toLowerCase()).not.toMatch(/server:|date:|kith/);
  });

  it('serves the public record as it stands now', async () => {
    expect(await ask('GET /.well-known/kith HTTP/1.1')).toMatchObject({ status: 404, body: '' });
    record = utf8('signed');
    const answer = await ask('GET /.well-known/kith HTTP/1.1');
    expect(answer).toMatchObject({ status: 200, body: 'signed' });
    expect(answer.head).toMatch(/application\/octet-stream/);
  });

  it.each(['GET / HTTP/1.1', 'GET /kith/1 HTTP/1.1', 'POST /health HTTP/1.1', 'GET /health/ HTTP/1.1'])(
    'answers %s with an empty 404',
    async (line) => {
      expect(await ask(line)).toMatchObject({ status: 404, body: '' });
    },
  );

  it('hands over an upgrade on the one path with the one subprotocol', async () => {
    expect(await ask('GET /kith/1 HTTP/1.1', ...UPGRADE, PROTOCOL)).toMatchObject({ status: 101 });
    expect(upgrades).toHaveLength(1);
  });

  it('answers every other upgrade with 404', async () => {
    const wrong = [
      ['GET /kith/2 HTTP/1.1', ...UPGRADE, PROTOCOL],
      ['GET /kith/1 HTTP/1.1', ...UPGRADE],
      ['GET /kith/1 HTTP/1.1', ...UPGRADE, 'Sec-WebSocket-Protocol: other'],
      ['GET /kith/1 HTTP/1.1', 'Connection: Upgrade', 'Upgrade: h2c', PROTOCOL],
      ['POST /kith/1 HTTP/1.1', ...UPGRADE, PROTOCOL],
    ];
    for (const lines of wrong)
      expect(parse(await exchange(port, lines))).toMatchObject({ status: 404, body: '' });
    expect(upgrades).toEqual([]);
  });

  it('answers upgrades with 503 while it has no identity to prove', async () => {
    isReady = false;
    expect(await ask('GET /kith/1 HTTP/1.1', ...UPGRADE, PROTOCOL)).toMatchObject({ status: 503 });
  });

  it.each(['Origin: https://evil.example', 'Cookie: a=b'])('refuses any request with %s', async (header) => {
    expect(await ask('GET /health HTTP/1.1', header)).toMatchObject({ status: 403, body: '' });
    expect(await ask('GET /kith/1 HTTP/1.1', ...UPGRADE, PROTOCOL, header)).toMatchObject({ status: 403 });
    expect(upgrades).toEqual([]);
  });

  it('is not deceived by an Origin behind many headers', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `X-${String(index)}: 1`);
    expect(await ask('GET /health HTTP/1.1', ...many, 'Origin: https://evil.example')).toMatchObject({
      status: 403,
    });
  });

  it('drops a client whose headers are too large', async () => {
    expect(await exchange(port, ['GET /health HTTP/1.1', `X-Large: ${'a'.repeat(9_000)}`])).toBe('');
  });

  it('speaks TLS 1.3 only', async () => {
    await expect(exchange(port, ['GET /health HTTP/1.1'], { maxVersion: 'TLSv1.2' })).rejects.toThrow();
  });

  it('resumes no TLS session, so that every client sees the certificate', async () => {
    let session: Buffer | undefined;
    await exchange(port, ['GET /health HTTP/1.1'], {}, (socket) => {
      socket.on('session', (given: Buffer) => (session = given));
    });
    let isReused = true;
    await exchange(port, ['GET /health HTTP/1.1'], session ? { session } : {}, (socket) => {
      socket.once('secureConnect', () => (isReused = socket.isSessionReused()));
    });
    expect(isReused).toBe(false);
  });

  it('survives a client that speaks no TLS', async () => {
    await new Promise<void>((resolve) => {
      const socket = connectTcp(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
      socket
        .on('error', () => undefined)
        .on('close', () => {
          resolve();
        });
      socket.resume();
    });
    expect(await ask('GET /health HTTP/1.1')).toMatchObject({ status: 200 });
  });

  it('asks the gate before TLS begins', async () => {
    isFull = true;
    await expect(ask('GET /health HTTP/1.1')).rejects.toThrow();
    isFull = false;
    expect(await ask('GET /health HTTP/1.1')).toMatchObject({ status: 200 });
    expect(admitted).toEqual(['127.0.0.1']);
    await expect.poll(() => released).toBe(1);
  });

  it('says that the port is busy or the address is not ours', async () => {
    const { cert, key } = await testCertificate();
    const other = createFederationServer({ ...silent, cert, key });
    const busy = await other.listen('127.0.0.1', port).catch((error: unknown) => error);
    expect(busy).toMatchObject({ code: 'PORT_BUSY', params: { host: '127.0.0.1', port } });
    const foreign = await other.listen('192.0.2.1', 0).catch((error: unknown) => error);
    expect(AppError.is(foreign, 'ADDRESS_UNAVAILABLE')).toBe(true);
  });

  describe('cuts a client that dribbles', () => {
    const open = async (patience: Partial<Patience>) => {
      const { cert, key } = await testCertificate();
      const endless = { tlsHandshakeMs: 1e9, headersMs: 1e9, requestMs: 1e9, checkIntervalMs: 10 };
      const impatient = createFederationServer({ ...silent, cert, key }, { ...endless, ...patience });
      return { impatient, ...(await impatient.listen('127.0.0.1', 0)) };
    };
    const closed = (socket: Socket) =>
      new Promise<void>((resolve) => {
        socket.on('error', () => undefined).resume();
        socket.once('close', () => {
          resolve();
        });
      });

    it('in the TLS handshake', async () => {
      const { impatient, port: where } = await open({ tlsHandshakeMs: 30 });
      await closed(connectTcp(where, '127.0.0.1'));
      await impatient.close();
    });

    it.each([
      ['before the headers', { headersMs: 30, requestMs: 30 }, ''],
      ['in the headers', { headersMs: 30 }, 'GET /health HTTP/1.1\r\nHost: '],
      [
        'in the body',
        { headersMs: 30, requestMs: 30 },
        'POST / HTTP/1.1\r\nHost: alice\r\nContent-Length: 9\r\n\r\n1',
      ],
    ])('%s', async (_where, patience, text) => {
      const { impatient, port: where } = await open(patience);
      const socket = connectTls({ host: '127.0.0.1', port: where, rejectUnauthorized: false }, () => {
        socket.write(text);
      });
      await closed(socket);
      await impatient.close();
    });
  });

  it('ends idle clients when it closes', async () => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    const isClosed = new Promise<void>((resolve) => {
      socket
        .on('error', () => undefined)
        .once('close', () => {
          resolve();
        });
    });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    await server.close();
    await isClosed;
  });
});

/** Sends one request as raw lines and returns everything that comes back. */
function exchange(
  port: number,
  lines: readonly string[],
  tls: { maxVersion?: 'TLSv1.2'; session?: Buffer } = {},
  prepare?: (socket: TLSSocket) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, rejectUnauthorized: false, ...tls };
    const socket = connectTls(options, () => {
      const [line = '', ...headers] = lines;
      socket.write([line, 'Host: alice', ...headers, '', ''].join('\r\n'));
    });
    prepare?.(socket);
    let answer = '';
    let isSecure = false;
    socket.once('secureConnect', () => (isSecure = true));
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', (error: Error) => {
      if (!isSecure) reject(error);
    });
    socket.once('close', () => {
      resolve(answer);
    });
  });
}

function parse(answer: string): { status: number; head: string; body: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}
