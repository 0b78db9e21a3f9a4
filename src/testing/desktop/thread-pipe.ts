// A pipe over the ports of Node's threads, which behave like Electron's: copied values, queued until started, a close event.

import type { MessagePort } from 'node:worker_threads';
import type { MessagePipe } from '../../contract/port-transport.js';

export function threadPipe(port: MessagePort): MessagePipe {
  return {
    post: (value) => {
      port.postMessage(value);
    },
    start: ({ message, gone }) => {
      port.on('message', message);
      port.on('close', gone);
    },
    close: () => {
      port.close();
    },
  };
}
