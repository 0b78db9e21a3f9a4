// Entry of the process the desktop app runs its node in. It lives as long as its node, and no longer than the app.

import { AppError } from '../../base/app-error.js';
import type { NodeStart } from './node-messages.js';
import { type NodeSource, nodeSource } from './node-source.js';
import { parentOfThisProcess } from './parent.js';

/** A broken node that was told to stop is left after this, whatever it hangs in; the store stands any death. */
const STOP_WITHIN_MS = 10_000;

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
  node.onEnd(() => process.exit());
  node.onBroken(() => {
    endBroken(node);
  });
  parent.tell({ type: 'ready', isAttached: node.isAttached });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  parent.tell({ type: 'refused', error: { code: error.code, params: { ...error.params } } });
}

async function stopInOrder(node: NodeSource): Promise<void> {
  await node.stop();
  process.exit(0);
}

/** A node that nobody may look at for days must not stay locked: main starts a process that failed again. */
function endBroken(node: NodeSource): void {
  process.exitCode = 1;
  const quit = (): never => process.exit();
  setTimeout(quit, STOP_WITHIN_MS);
  node.stop().then(quit, quit);
}
