// The node in a utility process of Electron: a window's port goes straight to it.

import { type MessagePortMain, utilityProcess } from 'electron';
import type { FromNode, ToNode } from '../node-process/node-messages.js';
import type { NodeRuntime } from './node-runtime.js';

export function utilityRuntime(entry: string): NodeRuntime<MessagePortMain> {
  return {
    start: (start, listener) => {
      const child = utilityProcess.fork(entry, [JSON.stringify(start)], { serviceName: 'Kith node' });
      let lastSession = 0;
      child.on('message', (message: FromNode) => {
        if (message.type === 'ready') listener.ready(message.isAttached);
        if (message.type === 'refused') listener.refused(message.error);
      });
      child.once('exit', listener.exited);
      return {
        connect: (port) => {
          child.postMessage({ type: 'session', session: ++lastSession } satisfies ToNode, [port]);
        },
        stop: () => {
          child.postMessage({ type: 'stop' } satisfies ToNode);
        },
        kill: () => {
          // `kill()` only asks.
          if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        },
      };
    },
  };
}
