import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../../base/bytes.js';
import { testCertificate } from '../../testing/network/certificate.js';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import { fetchClaim } from './claim-client.js';

describe('claim', () => {
  let timers: ManualTimers;
  let servers: Server[];

  beforeEach(() => {
    timers = manualTimers();
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  const serve = async (listener: RequestListener, isPlain = false) => {
    const { cert, key } = await testCertificate();
    const server = isPlain ? createHttpServer(listener) : createServer({ cert, key: key.reveal() }, listener);
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  };
  const fetchFrom = (port: number) => fetchClaim({ host: '127.0.0.1', port, timers });

  it('takes what the well-known path serves, under any certificate', async () => {
    let asked = '';
    const port = await serve((request, response) => {
      asked = `${request.method ?? ''} ${request.url ?? ''} ${String('origin' in request.headers)}`;
      response.end('record');
    });
    const claim = await fetchFrom(port);
    expect(claim.ok && fromUtf8(claim.value)).toBe('record');
    expect(asked).toBe('GET /.well-known/kith false');
    expect(timers.waiting).toBe(0);
  });

  it('reads at most 8 KiB', async () => {
    const serveBytes = (size: number) => serve((_request, response) => response.end(Buffer.alloc(size)));
    expect(await fetchFrom(await serveBytes(8_192))).toMatchObject({ ok: true });
    expect(await fetchFrom(await serveBytes(8_193))).toMatchObject({
      ok: false,
      error: { kind: 'not-kith' },
    });
  });

  it('follows no redirect', async () => {
    const port = await serve((_request, response) => response.writeHead(302, { location: '/other' }).end());
    expect(await fetchFrom(port)).toEqual({ ok: false, error: { kind: 'status', status: 302 } });
  });

  it('waits five seconds in all, however slowly the answer drips', async () => {
    const port = await serve((_request, response) => {
      response.write('r', () => {
        timers.advance(5_000);
      });
    });
    expect(await fetchFrom(port)).toEqual({ ok: false, error: { kind: 'timeout' } });
  });

  it('tells refused connections and plain servers apart by the system code', async () => {
    const port = await serve(() => undefined, true);
    expect(await fetchFrom(port)).toMatchObject({ error: { code: 'ERR_SSL_WRONG_VERSION_NUMBER' } });
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await fetchFrom(port)).toMatchObject({ error: { kind: 'system', code: 'ECONNREFUSED' } });
  });
});
