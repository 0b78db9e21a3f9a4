// Entry of a commit lane's thread that may kill its process at a labelled point.

import { parentPort, workerData } from 'node:worker_threads';
import { randomBytes } from '../../adapters/crypto/random.js';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { serveLane } from '../../node/lane/lane-server.js';
import { crashAt, type CrashOrder } from './crash-at.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
serveLane(parentPort, {
  now: () => systemTimers.now(),
  randomBytes,
  // The only caller is node-entry.ts.
  crash: crashAt(workerData as CrashOrder),
});
