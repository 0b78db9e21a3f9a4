// Entry of the reader's thread.

import { parentPort } from 'node:worker_threads';
import { serveReader } from './serve-reader.js';

if (!parentPort) throw new Error('this file runs as a worker thread');
serveReader(parentPort);
