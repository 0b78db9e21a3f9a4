// The commit lane's thread, which ends by itself at the next commit once the file it was started with is there.

import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { randomBytes } from '../../adapters/crypto/random.js';
import { systemTimers } from '../../adapters/system/system-timers.js';
import { serveLane } from '../../node/lane/lane-server.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
serveLane(parentPort, {
  now: () => systemTimers.now(),
  randomBytes,
  crash: () => {
    if (existsSync(String(workerData))) process.exit(1);
  },
});
