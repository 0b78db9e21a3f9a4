// Entry of a commit lane's thread whose clock is set by the test.

import { parentPort, workerData } from 'node:worker_threads';
import { randomBytes } from '../../adapters/crypto/random.js';
import { serveLane } from '../../node/lane/lane-server.js';
import { type ClockData, skewedNow } from './skewed-clock.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
serveLane(parentPort, {
  // The only caller is skewed-clock.ts.
  now: skewedNow(workerData as ClockData),
  randomBytes,
  crash: () => undefined,
});
