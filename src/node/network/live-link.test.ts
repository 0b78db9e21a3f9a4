import { beforeEach, describe, expect, it } from 'vitest';
import type { FrameSocketListener } from '../../adapters/websocket/frame-socket.js';
import { sealMessage } from '../../core/link/index.js';
import { encodeFrame } from '../../protocol/frame-codec.js';
import { ALICE, crypto, must, shake } from '../../testing/handshake-sides.js';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import { StrangerAllowances } from './allowance.js';
import type { DownReason } from './link-layer.js';
import { LiveLink } from './live-link.js';
import { STUCK_AFTER_MS, STUCK_BYTES } from './outbound-pressure.js';

/** A socket whose other end takes nothing off the wire: what is sent lies here until `drainTo` says otherwise. */
class UnreadSocket {
  readonly remoteIp = '127.0.0.1';
  readonly observedTlsKeyHash = undefined;
  bufferedBytes = 0;
  isCut = false;
  #listener: FrameSocketListener | undefined;

  attach(listener: FrameSocketListener): void {
    this.#listener = listener;
  }

  receive(message: Parameters<FrameSocketListener['message']>[0]): void {
    this.#listener?.message(message);
  }

  drainTo(bytes: number): void {
    this.bufferedBytes = bytes;
    this.#listener?.drain();
  }

  send(bytes: Uint8Array): void {
    this.bufferedBytes += bytes.length;
  }

  pause(): void {
    throw new Error('nobody floods here');
  }

  resume(): void {
    throw new Error('nothing was paused');
  }

  close(): void {
    this.isCut = true;
  }

  terminate(): void {
    this.isCut = true;
  }
}

describe('a link whose other side asks on and on and reads no answer', () => {
  let timers: ManualTimers;
  let socket: UnreadSocket;
  let downs: DownReason[];
  /** Alice asks Bob whether he is there. */
  let ask: () => void;

  beforeEach(() => {
    timers = manualTimers();
    socket = new UnreadSocket();
    downs = [];
    const { atAlice, atBob } = shake();
    const deps = { crypto, timers, isOwnNetwork: () => false, strangers: new StrangerAllowances(timers) };
    const origin = { dialledBy: ALICE.nodeId, beganAt: 0, establishedAt: 0 };
    const facts = { id: 1, direction: 'in', address: null, origin, isContact: true } as const;
    const link = new LiveLink(
      deps,
      facts,
      { socket, established: must(atBob.link) },
      {
        frame: () => undefined,
        writable: () => undefined,
        renewalDue: () => undefined,
        down: (_link, reason) => downs.push(reason),
      },
    );
    link.start(true);
    let { transport } = must(atAlice.link);
    ask = () => {
      const sealed = must(sealMessage(crypto, transport, encodeFrame({ kind: 'ping', nonce: 1 })));
      transport = sealed.transport;
      socket.receive(sealed.message);
    };
  });

  it('is cut when more than 4 MiB of answers lay for 30 seconds', () => {
    socket.bufferedBytes = STUCK_BYTES;
    ask();
    timers.advance(STUCK_AFTER_MS - 1);
    ask();
    expect([downs, socket.isCut]).toEqual([[], false]);
    timers.advance(1);
    expect([downs, socket.isCut]).toEqual([[{ code: 'PEER_TIMEOUT' }], true]);
    expect(timers.waiting).toBe(0);
  });

  it('goes on while fewer answers lie there, however long', () => {
    for (let halfMinutes = 0; halfMinutes < 10; halfMinutes++) {
      ask();
      timers.advance(STUCK_AFTER_MS);
    }
    expect([downs, socket.isCut]).toEqual([[], false]);
  });

  it('goes on when the other side reads again in time', () => {
    socket.bufferedBytes = STUCK_BYTES;
    ask();
    timers.advance(STUCK_AFTER_MS - 1);
    socket.drainTo(STUCK_BYTES);
    timers.advance(STUCK_AFTER_MS);
    expect([downs, socket.isCut]).toEqual([[], false]);
  });
});
