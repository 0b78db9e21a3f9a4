// A `ws` socket as a FrameSocket: binary messages only, nothing is read before somebody listens.

import type { RawData, WebSocket } from 'ws';
import type { Bytes } from '../../base/bytes.js';
import type { FrameSocket, FrameSocketListener, SocketEnd } from './frame-socket.js';

export interface SocketFacts {
  readonly remoteIp: string;
  readonly observedTlsKeyHash: Bytes | undefined;
}

/** Wraps an open socket. */
export function frameSocket(socket: WebSocket, facts: SocketFacts): FrameSocket {
  let listener: FrameSocketListener | undefined;
  let end: SocketEnd = 'closed';
  socket.pause();
  // Without a listener an error would end the process; the 'close' that follows is what counts.
  socket.on('error', (error) => {
    end = isProtocolError(error) ? 'protocol' : 'network';
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) return listener?.message(ownedBytes(data));
    end = 'protocol';
    socket.terminate();
  });
  socket.on('ping', () => listener?.control());
  socket.on('pong', () => listener?.control());
  let endCode: number | undefined;
  socket.once('close', (code: number) => {
    endCode = code;
    listener?.closed(end, code);
  });
  return {
    ...facts,
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    attach(next) {
      listener = next;
      if (endCode === undefined) socket.resume();
      else listener.closed(end, endCode);
    },
    send(bytes) {
      socket.send(bytes, { binary: true }, (error) => {
        if (!error) listener?.drain();
      });
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    close: (code) => {
      // A paused socket would never read the peer's close frame.
      socket.resume();
      socket.close(code);
    },
    terminate: () => {
      socket.terminate();
    },
  };
}

/** RFC 4291 section 2.5.5.2: an IPv4 peer on a dual-stack listener shows as ::ffff:a.b.c.d. */
export function plainIp(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function isProtocolError(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('WS_ERR_');
}

/** A copy: what `ws` hands out may be a window into a larger, shared buffer. */
function ownedBytes(data: RawData): Bytes {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return new Uint8Array(data);
}
