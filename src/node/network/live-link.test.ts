import { beforeEach, describe, expect, it } from 'vitest';
import type { FrameSocketListener } from '../../adapters/websocket/frame-socket.js';
import { openMessage, sealMessage } from '../../core/link/index.js';
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/frame-codec.js';
import { FRAME_KINDS } from '../../protocol/registry.js';
import { ACTIVITY_TOLD_FROM } from '../../protocol/version.js';
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
  readonly sent: Uint8Array[] = [];
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
    this.sent.push(bytes);
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

interface Surroundings {
  readonly timers: ManualTimers;
  readonly socket: UnreadSocket;
  readonly down?: (reason: DownReason) => void;
  /** What Bob's node hands on. */
  readonly frame?: (frame: Frame) => void;
  readonly version?: number;
}

/** Bob's end of a link with his contact Alice, and what she does at hers. */
function linkWithAlice({ timers, socket, version, ...heard }: Surroundings) {
  const { atAlice, atBob } = shake();
  const deps = { crypto, timers, isOwnNetwork: () => false, strangers: new StrangerAllowances(timers) };
  const origin = { dialledBy: ALICE.nodeId, beganAt: 0, establishedAt: 0 };
  const facts = { id: 1, direction: 'in', address: null, origin, isContact: true } as const;
  const established = { ...must(atBob.link), ...(version !== undefined && { version }) };
  const link = new LiveLink(
    deps,
    facts,
    { socket, established },
    {
      frame: (_link, frame) => heard.frame?.(frame),
      writable: () => undefined,
      renewalDue: () => undefined,
      down: (_link, reason) => heard.down?.(reason),
    },
  );
  link.start(true);
  let { transport } = must(atAlice.link);
  return {
    sends: (frame: Frame) => {
      const sealed = must(sealMessage(crypto, transport, encodeFrame(frame)));
      transport = sealed.transport;
      socket.receive(sealed.message);
    },
    /** What Bob's node has sent since she last looked. */
    hears: () =>
      socket.sent.splice(0).map((message) => {
        const opened = must(openMessage(crypto, transport, message));
        transport = opened.transport;
        const frame = decodeFrame(opened.plaintext);
        return frame.ok ? frame.value : frame.error;
      }),
  };
}

describe('who types or is there', () => {
  const told = {
    kind: 'activity',
    tellsTyping: true,
    tellsPresence: false,
    typing: true,
    presence: null,
  } as const;

  function toldOnALinkOf(version: number) {
    const frames: Frame[] = [];
    const link = linkWithAlice({
      timers: manualTimers(),
      socket: new UnreadSocket(),
      version,
      frame: (frame) => frames.push(frame),
    });
    link.hears();
    link.sends(told);
    return { taken: frames, answered: link.hears() };
  }

  it('is taken on a link of the first version that has it', () => {
    expect(toldOnALinkOf(ACTIVITY_TOLD_FROM)).toEqual({ taken: [told], answered: [] });
  });

  it('is refused on a link of an earlier version, as what that version does not know', () => {
    expect(toldOnALinkOf(ACTIVITY_TOLD_FROM - 1)).toEqual({
      taken: [],
      answered: [{ kind: 'refused', reason: 'unsupported', refusedKind: FRAME_KINDS.activity }],
    });
  });
});

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
    const alice = linkWithAlice({ timers, socket, down: (reason) => downs.push(reason) });
    ask = () => {
      alice.sends({ kind: 'ping', nonce: 1 });
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
