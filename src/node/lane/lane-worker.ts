// Entry of the commit lane's thread.

import { parentPort } from 'node:worker_threads';
import { randomBytes } from '../../adapters/crypto/random.js';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { serveLane } from './lane-server.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
serveLane(parentPort, {
  now: () => systemTimers.now(),
  randomBytes,
  crash: () => undefined,
});
