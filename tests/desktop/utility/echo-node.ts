// In the place of the node, in a utility process: hands every message back, and does in a worker what a node needs native code
// for. Written for the Node.js of any Electron.

import { Worker } from 'node:worker_threads';
import { parentOfThisProcess } from '../../../src/desktop/node-process/parent.js';

const parent = parentOfThisProcess();
const worker = process.env['NATIVE_WORKER'] ?? '';

parent.listen({
  session: (transport) => {
    transport.onMessage((message) => {
      if (isCall(message, 'crash')) process.abort();
      if (isCall(message, 'native')) {
        new Worker(worker).once('message', (value: unknown) => {
          transport.send({ type: 'result', call: 1, value });
        });
      } else transport.send({ type: 'result', call: 0, value: message });
    });
  },
  handOver: (file) => {
    parent.tell({ type: 'handed-over', id: file.id, isTaken: false });
  },
  stop: () => process.exit(0),
});
parent.tell({ type: 'ready', isAttached: false });

function isCall(message: unknown, command: string): boolean {
  return (
    typeof message === 'object' && message !== null && 'command' in message && message.command === command
  );
}
