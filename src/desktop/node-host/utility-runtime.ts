// The node in a utility process of Electron: a window's port goes straight to it.

import { type MessagePortMain, utilityProcess } from 'electron';
import type { FromNode, ToNode } from '../node-process/node-messages.js';
import { HandOvers } from './hand-overs.js';
import type { NodeRuntime } from './node-runtime.js';

export function utilityRuntime(entry: string): NodeRuntime<MessagePortMain> {
  return {
    start: (start, listener) => {
      const child = utilityProcess.fork(entry, [JSON.stringify(start)], { serviceName: 'Kith node' });
      const handOvers = new HandOvers();
      let lastSession = 0;
      child.on('message', (message: FromNode) => {
        if (message.type === 'ready') listener.ready(message.isAttached);
        if (message.type === 'refused') listener.refused(message.error);
        if (message.type === 'handed-over') handOvers.answered(message);
      });
      child.once('exit', (code) => {
        handOvers.end();
        listener.exited(code);
      });
      return {
        connect: (port) => {
          child.postMessage({ type: 'session', session: ++lastSession } satisfies ToNode, [port]);
        },
        handOver: (file) => {
          child.postMessage({ type: 'hand-over', file } satisfies ToNode);
          return handOvers.wait(file.id);
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
