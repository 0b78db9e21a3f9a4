import { connect as connectTcp, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FrameSocket } from '../../adapters/websocket/frame-socket.js';
import { dialWebSocket } from '../../adapters/websocket/dial-web-socket.js';
import { type Bytes, utf8 } from '../../base/bytes.js';
import { idFromBytes } from '../../base/ids.js';
import { type EstablishedLink, openMessage, sealMessage, type Transport } from '../../core/link/index.js';
import { startNoise, writeMessage } from '../../core/link/noise.js';
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/frame-codec.js';
import { encodeHello } from '../../protocol/handshake-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import {
  envelope,
  linkCrypto,
  type LinkNode,
  startLinkNode,
  testCredentials,
  testNodeId,
  testTarget,
} from '../../testing/network/link-node.js';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { dialLink } from './dial-link.js';
import { HANDSHAKE_TIMEOUT_MS, VERSION_CLOSE_CODES } from './run-handshake.js';

const NO_RECORD_KEY = { observeKey: () => undefined, timeoutMs: 10_000, timers: manualTimers() };

describe('a hostile peer', () => {
  let bob: LinkNode;
  let mallory: { nodeId: ReturnType<typeof testNodeId> };
  let sockets: { terminate(): void }[];

  beforeEach(async () => {
    sockets = [];
    mallory = { nodeId: testNodeId(9) };
    bob = await startLinkNode({ rank: 2 });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.terminate();
    await bob.layer.stop('shutdown');
  });

  /** An open WebSocket without a handshake. */
  const connect = async (localAddress = '127.0.0.1') => {
    const dial = dialWebSocket({ host: '127.0.0.1', port: bob.port, localAddress, ...NO_RECORD_KEY });
    const outcome = await dial.outcome;
    if (!outcome.ok) return undefined;
    sockets.push(outcome.value);
    return listen(outcome.value);
  };

  /** An authenticated link on which anything can be sent. */
  const authenticate = async ({ isContact = true, localAddress = '127.0.0.1' } = {}) => {
    if (isContact) bob.layer.setTargets([testTarget(mallory.nodeId)]);
    const { socket, established } = await new Promise<{ socket: FrameSocket; established: EstablishedLink }>(
      (resolve, reject) => {
        const dial = {
          address: bob.address,
          credentials: testCredentials(mallory.nodeId),
          expectedNodeId: undefined,
        };
        dialLink({ ...depsOf(bob), localAddress }, dial, (outcome) => {
          if (outcome.ok) resolve(outcome.value);
          else reject(outcome.error);
        });
      },
    );
    sockets.push(socket);
    const peer = rawPeer(socket, established.transport);
    await expect.poll(() => bob.links.map(({ nodeId }) => nodeId)).toContain(mallory.nodeId);
    return peer;
  };

  describe('before it is authenticated', () => {
    it('is cut after five seconds when it never finishes the handshake', async () => {
      const before = bob.timers.waiting;
      const peer = await connect();
      await expect.poll(() => bob.timers.waiting).toBe(before + 1);
      bob.timers.advance(HANDSHAKE_TIMEOUT_MS);
      await peer?.ended;
      expect(bob.logged).toEqual([{ event: 'handshake-refused', code: 'PEER_TIMEOUT' }]);
    });

    it.each([
      ['sends noise', (socket: FrameSocket) => socket.send(new Uint8Array(100))],
      ['sends a message that is too long', (socket: FrameSocket) => socket.send(new Uint8Array(9_000))],
      ['sends a message that is too short', (socket: FrameSocket) => socket.send(new Uint8Array(1))],
    ])('is cut when it %s', async (_what, act) => {
      const peer = await connect();
      if (peer) act(peer.socket);
      await peer?.ended;
      expect(bob.logged).toEqual([{ event: 'handshake-refused', code: 'HANDSHAKE_FAILED' }]);
    });

    it.each([
      ['text', (raw: WebSocket) => raw.send('text')],
      ['a message above 65,535 bytes', (raw: WebSocket) => raw.send(new Uint8Array(65_536))],
      ['a WebSocket ping', (raw: WebSocket) => raw.ping()],
      [
        'one-byte fragments',
        (raw: WebSocket) => {
          for (let count = 0; count < 17; count++) raw.send(Uint8Array.of(1), { fin: false });
        },
      ],
    ])('is cut when it sends %s', async (_what, act) => {
      const raw = new WebSocket(`wss://${bob.address}/kith/1`, 'kith.v1', { rejectUnauthorized: false });
      sockets.push(raw);
      raw.on('error', () => undefined);
      await new Promise((resolve) => raw.once('open', resolve));
      const ended = new Promise((resolve) => raw.once('close', resolve));
      act(raw);
      await ended;
      await expect.poll(() => bob.logged).toEqual([{ event: 'handshake-refused', code: 'HANDSHAKE_FAILED' }]);
    });

    it('learns that its version is not spoken here', async () => {
      const peer = await connect();
      peer?.socket.send(helloOf({ min: PROTOCOL_VERSIONS.max + 1, max: 9 }));
      expect(await peer?.ended).toBe(VERSION_CLOSE_CODES.closer);
    });

    it('gets 16 places per address and 192 in all; the rest is for known contacts', async () => {
      await authenticate({ localAddress: '127.0.3.1' });
      const held: Socket[] = [];
      const isCut = new Set<Socket>();
      const take = async (localAddress: string) => {
        const socket = connectTcp({ host: '127.0.0.1', port: bob.port, localAddress });
        socket.on('error', () => undefined).on('close', () => isCut.add(socket));
        held.push(socket);
        await new Promise((resolve) => socket.once('connect', resolve));
        return socket;
      };
      for (let host = 1; host <= 12; host++) {
        for (let count = 0; count < 16; count++) await take(`127.0.1.${String(host)}`);
      }
      expect(isCut.size).toBe(0);
      await take('127.0.3.1');
      const reserved = held.at(-1);
      for (const refused of [await take('127.0.1.1'), await take('127.0.1.99')]) {
        await expect.poll(() => isCut.has(refused)).toBe(true);
      }
      expect(reserved && isCut.has(reserved)).toBe(false);
      for (const socket of held.splice(0)) socket.destroy();
      await expect.poll(async () => (await connect('127.0.1.99')) !== undefined).toBe(true);
    });

    it('gives its place back once it is authenticated', async () => {
      for (let count = 1; count <= 20; count++) {
        mallory = { nodeId: testNodeId(9) };
        await authenticate({ isContact: false });
        // Of one network sixteen links stay; the idlest makes room.
        expect(bob.links).toHaveLength(Math.min(count, 16));
      }
    });
  });

  describe('on an authenticated link', () => {
    it('is told when it sends what nobody knows, and the link goes on', async () => {
      const peer = await authenticate();
      peer.send(Uint8Array.of(0xfa, 0x05, 0)); // kind 95
      peer.send(Uint8Array.of(0x0a, 0x01)); // a ping cut short
      peer.send(encodeFrame(envelope('fine')));
      await expect
        .poll(() => peer.frames)
        .toEqual([
          { kind: 'refused', reason: 'unsupported', refusedKind: 95 },
          { kind: 'refused', reason: 'malformed', refusedKind: 1 },
        ]);
      await expect.poll(() => bob.frames.length).toBe(1);
    });

    it('is cut after more than twenty such frames in a minute', async () => {
      const peer = await authenticate();
      for (let count = 0; count < 20; count++) peer.send(Uint8Array.of(0x0a, 0x01));
      bob.timers.advance(3_000);
      await expect.poll(() => peer.frames.length).toBe(20);
      expect(bob.links).toHaveLength(1);
      peer.send(Uint8Array.of(0x0a, 0x01));
      peer.send(Uint8Array.of(0x0a, 0x01));
      await expect.poll(() => peer.frames.at(-1)).toEqual({ kind: 'close', reason: 'protocol' });
      expect(bob.downs).toEqual([{ close: 'protocol' }]);
    });

    it('gets no refusal for a refusal that cannot be read', async () => {
      const peer = await authenticate();
      peer.send(Uint8Array.of(0x22, 0x02, 0x08, 0x63)); // refused, reason 99
      peer.send(encodeFrame({ kind: 'ping', nonce: 1 }));
      await expect.poll(() => peer.frames).toEqual([{ kind: 'pong', nonce: 1 }]);
    });

    it('is cut when a message does not open', async () => {
      const peer = await authenticate();
      peer.socket.send(new Uint8Array(64));
      await peer.ended;
      expect(bob.downs).toEqual([{ code: 'FRAME_MALFORMED' }]);
    });
  });

  it('has one allowance however often it comes again, under whatever key', async () => {
    const nonsense = encodeFrame({ kind: 'requestWithdrawn', requestId: testRequestId() });
    const say = async (localAddress: string, count: number) => {
      mallory = { nodeId: testNodeId(9) };
      const peer = await authenticate({ isContact: false, localAddress });
      for (let index = 0; index < count; index++) peer.send(nonsense);
      return peer;
    };
    await say('127.0.4.1', 15);
    await expect.poll(() => bob.frames.length).toBe(15);
    const again = await say('127.0.4.1', 6);
    await expect.poll(() => bob.frames.length + again.frames.length).toBe(21);
    expect(again.frames).toEqual([{ kind: 'close', reason: 'flood' }]);
    await say('127.0.4.2', 15);
    await expect.poll(() => bob.frames.length).toBe(35);
    bob.timers.advance(10_000);
    await say('127.0.4.1', 15);
    await expect.poll(() => bob.frames.length).toBe(50);
  });

  it('does not keep others out with links of strangers', async () => {
    const strangers: FrameSocket[] = [];
    for (let count = 0; count < 64; count++) {
      mallory = { nodeId: testNodeId(9) };
      const peer = await new Promise<FrameSocket | undefined>((resolve) => {
        const localAddress = `127.0.2.${String(count + 1)}`;
        const dial = {
          address: bob.address,
          credentials: testCredentials(mallory.nodeId),
          expectedNodeId: bob.nodeId,
        };
        dialLink({ ...depsOf(bob), localAddress }, dial, (outcome) => {
          resolve(outcome.ok ? outcome.value.socket : undefined);
        });
      });
      if (peer) strangers.push(peer);
    }
    sockets.push(...strangers);
    await expect.poll(() => bob.links.length).toBe(64);
    const first = bob.links[0]?.nodeId;
    bob.timers.advance(1_000);
    mallory = { nodeId: testNodeId(9) };
    await authenticate({ isContact: false, localAddress: '127.0.2.99' });
    expect(bob.links).toHaveLength(64);
    expect(bob.links.map(({ nodeId }) => nodeId)).not.toContain(first);
    const one = await startLinkNode({ rank: 1 });
    bob.layer.setTargets([testTarget(one.nodeId)]);
    one.layer.setTargets([testTarget(bob.nodeId, [bob.address])]);
    await expect.poll(() => bob.links.length).toBe(65);
    await one.layer.stop('shutdown');
  });
});

function testRequestId() {
  const id = idFromBytes('request', new Uint8Array(16).fill(7));
  if (!id) throw new Error('no request id');
  return id;
}

/** What `dialLink` needs, with time of its own. */
function depsOf(node: LinkNode) {
  return { ...node.deps, timers: manualTimers() };
}

function helloOf(versions: { min: number; max: number }): Bytes {
  const keys = { staticKey: linkCrypto.generateKeyPair(), ephemeral: linkCrypto.generateKeyPair() };
  const noise = startNoise(linkCrypto, 'initiator', keys, utf8('kith/link/1'));
  const written = writeMessage(linkCrypto, noise, encodeHello(versions));
  if (!written) throw new Error('no message');
  return written.message;
}

function listen(socket: FrameSocket) {
  const messages: Bytes[] = [];
  const ended = new Promise<number>((resolve) => {
    socket.attach({
      message: (bytes) => messages.push(bytes),
      control: () => undefined,
      drain: () => undefined,
      closed: (_end, code) => {
        resolve(code);
      },
    });
  });
  return { socket, messages, ended };
}

/** Seals whatever it is given and opens what comes back. */
function rawPeer(socket: FrameSocket, transport: Transport) {
  let current = transport;
  const frames: Frame[] = [];
  const ended = new Promise<number>((resolve) => {
    socket.attach({
      message: (bytes) => {
        const opened = openMessage(linkCrypto, current, bytes);
        if (!opened) throw new Error('does not open');
        current = opened.transport;
        const frame = decodeFrame(opened.plaintext);
        if (frame.ok) frames.push(frame.value);
      },
      control: () => undefined,
      drain: () => undefined,
      closed: (_end, code) => {
        resolve(code);
      },
    });
  });
  return {
    socket,
    frames,
    ended,
    send: (plaintext: Bytes) => {
      const sealed = sealMessage(linkCrypto, current, plaintext);
      if (!sealed) throw new Error('cannot seal');
      current = sealed.transport;
      socket.send(sealed.message);
    },
  };
}
