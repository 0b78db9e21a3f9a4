// The node in a child process on a Node.js of the owner's choice: for debugging, and where Electron's own Node is too old.

import { fork } from 'node:child_process';
import type { FromNode, ToNode } from '../node-process/node-messages.js';
import { PortRelay } from '../relay/port-relay.js';
import { HandOvers } from './hand-overs.js';
import type { NodeRuntime, ToPipe } from './node-runtime.js';

export function childRuntime<Port>(execPath: string, entry: string, toPipe: ToPipe<Port>): NodeRuntime<Port> {
  return {
    start: (start, listener) => {
      const child = fork(entry, [JSON.stringify(start)], {
        execPath,
        // Neither Electron's switches nor a debugger's port belong to another process.
        execArgv: [],
        serialization: 'advanced',
      });
      const tell = (message: ToNode): void => {
        // A process that is ending takes nothing any more, and says so here instead of breaking this one; its end is told below.
        if (child.connected) child.send(message, () => undefined);
      };
      const relay = new PortRelay({
        post: (relayed) => {
          tell({ type: 'relay', relayed });
        },
      });
      const handOvers = new HandOvers();
      child.on('message', (message: FromNode) => {
        if (message.type === 'ready') listener.ready(message.isAttached);
        else if (message.type === 'refused') listener.refused(message.error);
        else if (message.type === 'handed-over') handOvers.answered(message);
        else relay.receive(message.relayed);
      });
      onEnd(child, (code) => {
        relay.end();
        handOvers.end();
        listener.exited(code);
      });
      return {
        connect: (port) => {
          relay.add(toPipe(port), (session) => {
            tell({ type: 'session', session });
          });
        },
        handOver: (file) => {
          tell({ type: 'hand-over', file });
          return handOvers.wait(file.id);
        },
        stop: () => {
          tell({ type: 'stop' });
        },
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}

/** Once, also when there is no such program: then there is an error and no exit. */
function onEnd(child: ReturnType<typeof fork>, listener: (code: number | null) => void): void {
  let hasEnded = false;
  const end = (code: number | null): void => {
    if (hasEnded) return;
    hasEnded = true;
    listener(code);
  };
  child.once('exit', end);
  child.once('error', () => {
    if (child.pid === undefined) end(null);
  });
}
