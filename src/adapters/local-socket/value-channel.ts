// One end of an authenticated session: JSON values in order, one a line.

import type { Socket } from 'node:net';
import { fromUtf8 } from '../../base/bytes.js';
import { LOCAL_SOCKET_LIMITS } from './limits.js';
import type { LineStream } from './line-stream.js';

/** The shape of the contract's transports, without knowing what is said on them. */
export interface ValueChannel {
  /** Queues a value; never throws. Dropped after the end. */
  send(value: unknown): void;
  /** Called once; what arrived before waits. Values are unvalidated. */
  onMessage(listener: (value: unknown) => void): void;
  /** Called once when either side closed or the connection broke. */
  onClose(listener: () => void): void;
  close(): void;
}

export function valueChannel(lines: LineStream): ValueChannel {
  const { socket } = lines;
  return {
    send: (value) => {
      lines.write(JSON.stringify(value));
    },
    onMessage: (listener) => {
      lines.read(LOCAL_SOCKET_LIMITS.lineBytes, (line) => {
        const parsed = parseLine(line);
        if (parsed === undefined) socket.destroy();
        else listener(parsed.value);
      });
    },
    onClose: (listener) => {
      if (socket.closed) queueMicrotask(listener);
      else socket.once('close', listener);
    },
    close: () => {
      lines.stop();
      endSoon(socket);
    },
  };
}

/** Lets what is queued leave, but waits for a side that does not read it only this long. */
export function endSoon(socket: Socket): void {
  const deadline = setTimeout(() => socket.destroy(), LOCAL_SOCKET_LIMITS.endMs);
  socket.once('close', () => {
    clearTimeout(deadline);
  });
  socket.destroySoon();
}

/** The value of a line of JSON, or undefined when it is none. */
export function parseLine(line: Uint8Array): { readonly value: unknown } | undefined {
  const text = fromUtf8(line);
  if (text === undefined) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
