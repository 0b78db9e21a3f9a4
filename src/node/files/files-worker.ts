// Entry of the thread of files.

import { parentPort, workerData } from 'node:worker_threads';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { giveWay } from '../../adapters/system/thread-priority.js';
import type { FileThreadOptions } from './file-calls.js';
import { serveFiles } from './serve-files.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
// A message that is on its way meanwhile is not to wait for a file.
giveWay();
// files-client.ts starts it with them.
serveFiles(parentPort, workerData as FileThreadOptions, systemTimers);
