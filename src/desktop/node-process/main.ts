// Entry of the process the desktop app runs its node in. It lives as long as its node, and no longer than the app.

import { AppError } from '../../base/app-error.js';
import type { NodeStart } from './node-messages.js';
import { type NodeSource, nodeSource } from './node-source.js';
import { parentOfThisProcess } from './parent.js';

// Main writes it; node-messages.ts says what it is.
const start = JSON.parse(process.argv[2] ?? '') as NodeStart;
const parent = parentOfThisProcess();
const starting = nodeSource(start);

parent.listen({
  session: (transport) => {
    starting.then(
      (node) => {
        node.accept(transport);
      },
      () => {
        transport.close();
      },
    );
  },
  handOver: (file) =>
    void starting
      .then((node) => node.handOver(file))
      .catch(() => false)
      .then((isTaken) => {
        parent.tell({ type: 'handed-over', id: file.id, isTaken });
      }),
  // Also one that is still starting.
  stop: () => void starting.then(stopInOrder, () => undefined),
});

try {
  const node = await starting;
  node.onEnd(() => process.exit(0));
  parent.tell({ type: 'ready', isAttached: node.isAttached });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  parent.tell({ type: 'refused', error: { code: error.code, params: { ...error.params } } });
}

async function stopInOrder(node: NodeSource): Promise<void> {
  await node.stop();
  process.exit(0);
}
