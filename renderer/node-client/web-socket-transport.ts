// A contract session over a WebSocket to the node that serves this page.

import type { ToFace } from '../../src/contract/messages.js';
import type { FaceTransport } from '../../src/contract/transport.js';

/** Resolves when the session stands. Rejects when the node refuses it or is gone; a browser does not tell which. */
export function openWebSocketTransport(url: string): Promise<FaceTransport> {
  const socket = new WebSocket(url);
  const waiting: ToFace[] = [];
  let listener = (message: ToFace): void => {
    waiting.push(message);
  };
  // From the start: the node says hello as soon as it accepted.
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    listener(JSON.parse(data) as ToFace);
  };
  const transport: FaceTransport = {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (next) => {
      listener = next;
      for (const message of waiting.splice(0)) next(message);
    },
    onClose: (closed) => {
      if (socket.readyState === WebSocket.CLOSED) queueMicrotask(closed);
      else socket.onclose = closed;
    },
    close: () => {
      socket.close();
    },
  };
  return new Promise((resolve, reject) => {
    socket.onopen = () => {
      resolve(transport);
    };
    // After an error too.
    socket.onclose = () => {
      reject(new Error('no session'));
    };
  });
}
