import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Bytes } from '../../base/bytes.js';
import { testCertificate } from '../../testing/network/certificate.js';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import { peerKeyHash } from '../tls/peer-key.js';
import { createWebSocketAcceptor } from './accept-web-socket.js';
import { dialWebSocket } from './dial-web-socket.js';
import type { FrameSocket, SocketEnd } from './frame-socket.js';

describe('socket between Alice and Bob', () => {
  let timers: ManualTimers;
  let server: Server;
  let port: number;
  let upgradeWith: ((socket: Duplex) => void) | undefined;
  let accepted: Promise<FrameSocket>;
  let sockets: FrameSocket[];

  beforeEach(async () => {
    [timers, upgradeWith, sockets] = [manualTimers(), undefined, []];
    const { cert, key } = await testCertificate();
    server = createServer({ cert, key: key.reveal() }, (_request, response) => response.writeHead(404).end());
    const accept = createWebSocketAcceptor();
    accepted = new Promise((resolve) => {
      server.on('upgrade', (request, socket, head) => {
        if (upgradeWith) upgradeWith(socket);
        else accept({ request, socket, head }, resolve);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    for (const socket of sockets) socket.terminate();
    server.closeAllConnections();
    server.close();
  });

  const dial = (
    options: { host?: string; port?: number; localAddress?: string; mayReach?: (ip: string) => boolean } = {},
  ) =>
    dialWebSocket({ host: '127.0.0.1', port, timeoutMs: 1_000, timers, observeKey: peerKeyHash, ...options });

  const connect = async () => {
    const dialled = await dial().outcome;
    if (!dialled.ok) throw new Error('no connection');
    sockets.push(dialled.value, await accepted);
    return { alice: dialled.value, bob: await accepted };
  };

  /** A client below the FrameSocket, to misbehave with. */
  const connectRaw = async () => {
    const raw = new WebSocket(`wss://127.0.0.1:${String(port)}/kith/1`, 'kith.v1', {
      rejectUnauthorized: false,
    });
    raw.on('error', () => undefined);
    await new Promise((resolve) => raw.once('open', resolve));
    const bob = await accepted;
    sockets.push(bob);
    return { raw, bob };
  };

  it('carries binary messages both ways, none lost before somebody listens', async () => {
    const { alice, bob } = await connect();
    const atBob = record(bob);
    bob.send(Uint8Array.of(3));
    await expect.poll(() => atBob.drains).toBe(1);
    for (let round = 0; round < 5; round++) {
      alice.send(Uint8Array.of(1, 2));
      await expect.poll(() => atBob.messages.length).toBe(round + 1);
    }
    const atAlice = record(alice);
    await expect.poll(() => atAlice.messages).toEqual([[3]]);
    expect(atBob.messages).toEqual(new Array(5).fill([1, 2]));
    expect(alice.bufferedBytes).toBe(0);
  });

  it('shows the dialler which key TLS used, and both sides where the other is', async () => {
    const dialled = await dial({ localAddress: '127.0.0.9' }).outcome;
    const bob = await accepted;
    sockets.push(bob);
    const { keyHash } = await testCertificate();
    expect(dialled).toMatchObject({
      ok: true,
      value: { observedTlsKeyHash: keyHash, remoteIp: '127.0.0.1' },
    });
    expect(bob.remoteIp).toBe('127.0.0.9');
    if (dialled.ok) sockets.push(dialled.value);
  });

  it.each(['256.256.256.256', '1.2.3.4.5', 'bob.1', 'xn--a', 'a:b'])(
    'knows no machine called %s',
    async (host) => {
      expect(await dial({ host }).outcome).toMatchObject({
        ok: false,
        error: { kind: 'system', code: 'ENOTFOUND' },
      });
    },
  );

  it.each(['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1'])(
    'connects to %s only where it may',
    async (host) => {
      let connections = 0;
      server.on('connection', () => (connections += 1));
      const asked: string[] = [];
      const mayReach = (ip: string) => {
        asked.push(ip);
        return false;
      };
      expect(await dial({ host, mayReach }).outcome).toMatchObject({
        ok: false,
        error: { kind: 'system', code: 'EHOSTUNREACH' },
      });
      expect(asked).toContain('127.0.0.1');
      expect(connections).toBe(0);
      const dialled = await dial({ host, mayReach: (ip) => ip === '127.0.0.1' }).outcome;
      expect(dialled).toMatchObject({ ok: true, value: { remoteIp: '127.0.0.1' } });
      if (dialled.ok) sockets.push(dialled.value, await accepted);
    },
  );

  it('compresses nothing, whatever a client offers', async () => {
    const { raw } = await connectRaw();
    expect(raw.extensions).toBe('');
  });

  it('closes on a text message', async () => {
    const { raw, bob } = await connectRaw();
    const atBob = record(bob);
    raw.send('text');
    expect(await atBob.ended).toBe('protocol');
    expect(atBob.messages).toEqual([]);
  });

  it('closes on a message above 65,535 bytes', async () => {
    const { raw, bob } = await connectRaw();
    const atBob = record(bob);
    raw.send(new Uint8Array(65_535));
    await expect.poll(() => atBob.messages.length).toBe(1);
    raw.send(new Uint8Array(65_536));
    expect(await atBob.ended).toBe('protocol');
  });

  it('cuts a message of one-byte fragments at the seventeenth', async () => {
    const { raw, bob } = await connectRaw();
    const atBob = record(bob);
    const sendFragments = (count: number) => {
      for (let index = 1; index <= count; index++) raw.send(Uint8Array.of(index), { fin: index === count });
    };
    sendFragments(16);
    await expect.poll(() => atBob.messages.length).toBe(1);
    sendFragments(17);
    // Behind them: who has taken them all hears of this end instead.
    raw.close();
    expect(await atBob.ended).toBe('protocol');
  });

  it('cuts a message that arrives in more than 256 pieces', async () => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    socket
      .on('error', () => undefined)
      .write(
        [
          'GET /kith/1 HTTP/1.1',
          'Host: bob',
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
          'Sec-WebSocket-Protocol: kith.v1',
          '\r\n',
        ].join('\r\n'),
      );
    const bob = await accepted;
    sockets.push(bob);
    const atBob = record(bob);
    // A masked binary message of 1,000 bytes (RFC 6455 section 5.2), one byte in each TLS record.
    socket.write(Buffer.from([0x82, 0xfe, 0x03, 0xe8, 0, 0, 0, 0]));
    for (let count = 0; count < 300; count++) {
      await new Promise((resolve) => socket.write(Buffer.from([count & 255]), resolve));
    }
    expect(await atBob.ended).toBe('protocol');
    socket.destroy();
  });

  it('reports pings, which no node sends', async () => {
    const { raw, bob } = await connectRaw();
    const atBob = record(bob);
    raw.ping();
    await expect.poll(() => atBob.controls).toBe(1);
  });

  it('reads nothing while it is paused', async () => {
    const { alice, bob } = await connect();
    const [atBob, atAlice] = [record(bob), record(alice)];
    bob.pause();
    alice.send(Uint8Array.of(1));
    bob.send(Uint8Array.of(2));
    await expect.poll(() => atAlice.messages).toEqual([[2]]);
    expect(atBob.messages).toEqual([]);
    bob.resume();
    await expect.poll(() => atBob.messages).toEqual([[1]]);
  });

  it('ends on both sides when one closes or dies', async () => {
    const { alice, bob } = await connect();
    const [atBob, atAlice] = [record(bob), record(alice)];
    bob.pause();
    bob.close();
    expect(await Promise.all([atAlice.ended, atBob.ended])).toEqual(['closed', 'closed']);
  });

  describe('failed dials', () => {
    const failure = async (dialled = dial()) => {
      const outcome = await dialled.outcome;
      return outcome.ok ? 'connected' : outcome.error;
    };

    it('name the system code of a refused connection', async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      expect(await failure()).toMatchObject({ kind: 'system', code: 'ECONNREFUSED' });
    });

    it('recognise a server that does not upgrade', async () => {
      server.removeAllListeners('upgrade');
      expect(await failure()).toEqual({ kind: 'status', status: 404 });
    });

    it('recognise a WebSocket server that is no Kith', async () => {
      upgradeWith = (socket) => {
        socket.on('error', () => undefined);
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
        );
      };
      expect(await failure()).toEqual({ kind: 'not-kith' });
    });

    it('recognise a server without TLS', async () => {
      const plain = createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.end('SSH-2.0-OpenSSH\r\n');
      });
      await new Promise<void>((resolve) => {
        plain.listen(0, '127.0.0.1', () => {
          resolve();
        });
      });
      const dialled = dial({ port: (plain.address() as AddressInfo).port });
      expect(await failure(dialled)).toMatchObject({
        kind: 'system',
        code: expect.stringMatching(/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/) as string,
      });
      plain.close();
    });

    it('end when the time is over or they are cancelled', async () => {
      upgradeWith = () => {
        timers.advance(1_000);
      };
      expect(await failure()).toEqual({ kind: 'timeout' });
      const cancelled = dial();
      cancelled.cancel();
      expect(await failure(cancelled)).toEqual({ kind: 'timeout' });
      expect(timers.waiting).toBe(0);
    });
  });
});

/** Collects what a socket reports. */
function record(socket: FrameSocket) {
  let finish = (_end: SocketEnd): void => undefined;
  const ended = new Promise<SocketEnd>((resolve) => (finish = resolve));
  const seen = { messages: [] as number[][], drains: 0, controls: 0, ended };
  socket.attach({
    message: (bytes: Bytes) => seen.messages.push([...bytes]),
    control: () => (seen.controls += 1),
    drain: () => (seen.drains += 1),
    closed: finish,
  });
  return seen;
}
