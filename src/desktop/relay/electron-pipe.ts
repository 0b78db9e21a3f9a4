// A pipe over a port of Electron's main or utility process.

import type { MessagePortMain } from 'electron';
import type { MessagePipe } from '../../contract/port-transport.js';

export function electronPipe(port: MessagePortMain): MessagePipe {
  return {
    post: (value) => {
      port.postMessage(value);
    },
    start: ({ message, gone }) => {
      port.on('message', ({ data }) => {
        message(data);
      });
      port.on('close', gone);
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}
