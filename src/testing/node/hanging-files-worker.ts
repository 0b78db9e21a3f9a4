// A thread of files that hangs in the system with its first call, as in a folder of another machine that does not answer.

import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FileThreadOptions, FromFileThread, ToFileThread } from '../../node/files/file-calls.js';
import { pipeIn } from './hanging-pipe.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
const port = parentPort;
port.on('message', ({ id }: ToFileThread) => {
  const error = { code: 'FILE_LOST', params: {} } as const;
  // The last its caller hears of it.
  port.postMessage({ type: 'failed', id, error } satisfies FromFileThread);
  readFileSync(pipeIn((workerData as FileThreadOptions).directory));
});
