// A contract session with a window over a WebSocket: one JSON value a message.

import type { RawData, WebSocket } from 'ws';
import type { NodeTransport } from '../contract/transport.js';
import { WEB_LIMITS } from './limits.js';

export function webSocketTransport(socket: WebSocket): NodeTransport {
  const waiting: unknown[] = [];
  let listener: ((message: unknown) => void) | undefined;
  let isOpen = true;
  socket.on('message', (data, isBinary) => {
    if (!isOpen) return;
    const value = isBinary ? undefined : parse(data);
    if (value === undefined) socket.terminate();
    else if (listener) listener(value);
    else waiting.push(value);
  });
  // What went wrong ends in 'close'; there is nothing else to do about it.
  socket.on('error', () => undefined);
  return {
    send: (message) => {
      if (!isOpen || socket.readyState !== socket.OPEN) return;
      socket.send(JSON.stringify(message));
      // A window that stopped reading is gone; it begins anew with snapshots.
      if (socket.bufferedAmount > WEB_LIMITS.unsentBytes) socket.terminate();
    },
    onMessage: (next) => {
      listener = next;
      for (const value of waiting.splice(0)) {
        queueMicrotask(() => {
          if (isOpen) next(value);
        });
      }
    },
    onClose: (closed) => {
      if (socket.readyState === socket.CLOSED) queueMicrotask(closed);
      else socket.once('close', closed);
    },
    close: () => {
      isOpen = false;
      socket.close();
      const deadline = setTimeout(() => {
        socket.terminate();
      }, WEB_LIMITS.closeMs);
      socket.once('close', () => {
        clearTimeout(deadline);
      });
    },
  };
}

function parse(data: RawData): unknown {
  try {
    // Text messages arrive as one Buffer; `ws` checked that it is UTF-8.
    return JSON.parse((data as Buffer).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
