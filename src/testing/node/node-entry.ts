// Entry of a node in a process of its own, as `kith node` runs it, but for what tests choose: where it dials from and where
// it dies. It ends with the process that started it.

import { readFile } from 'node:fs/promises';
import { AppError } from '../../base/app-error.js';
import { Secret } from '../../base/secret.js';
import { createNode, type RunningNode } from '../../node/create-node.js';
import { REAL_SEAMS } from '../../node/seams.js';
import { crashAt, noCrash, orderCrash } from './crash-at.js';
import type { CrashPlace, StartArguments, StartReport } from './start-arguments.js';

// node-process.ts writes them.
const start = JSON.parse(process.argv[2] ?? '') as StartArguments;
const order = noCrash();
if (start.crash) orderCrash(order, start.crash);

try {
  const node = await startNode();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void node.stop());
  node.onStopped(() => process.disconnect());
  // The parent is gone, whatever happened to it: nobody would ever end this node.
  process.on('disconnect', () => process.exit());
  process.on('message', (place: CrashPlace) => {
    orderCrash(order, place);
    report({ type: 'armed' });
  });
  report({ type: 'ready' });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  report({ type: 'failed', error: { code: error.code, params: error.params } });
  process.exitCode = 1;
  process.disconnect();
}

async function startNode(): Promise<RunningNode> {
  const { home, host, port } = start;
  const password = (await readFile(process.env['KITH_PASSWORD_FILE'] ?? '', 'utf8')).trimEnd();
  return createNode(
    {
      home,
      face: 'headless',
      flags: { host, port: String(port) },
      env: process.env,
      password: new Secret(password),
    },
    {
      ...REAL_SEAMS,
      localAddress: host,
      lane: { entry: new URL('./crash-lane-worker.js', import.meta.url), data: order },
      crash: crashAt(order),
    },
  );
}

function report(message: StartReport): void {
  process.send?.(message);
}
