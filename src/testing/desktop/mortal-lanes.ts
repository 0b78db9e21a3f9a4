// Loaded before a program that runs a node (`node --import`): SIGUSR2 then ends the thread of its commit lane, as running
// out of memory does.

import { syncBuiltinESMExports } from 'node:module';
import threads, { isMainThread, Worker, type WorkerOptions } from 'node:worker_threads';

let lane: Worker | undefined;

if (isMainThread) {
  const construct = (Thread: typeof Worker, [entry, options]: [URL, WorkerOptions?]): Worker => {
    const thread = new Thread(entry, options);
    if (entry.pathname.endsWith('/lane-worker.js')) lane = thread;
    return thread;
  };
  Object.assign(threads, { Worker: new Proxy(Worker, { construct }) });
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => void lane?.terminate());
}
