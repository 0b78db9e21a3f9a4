// A worker thread that opens an encrypted database and hashes a password with the packages the node uses.

import { parentPort } from 'node:worker_threads';
import { hash } from 'argon2';
import Database from '@signalapp/sqlcipher';

const database = new Database(':memory:');
database.exec(`PRAGMA key = "x'${'ab'.repeat(32)}'"`);
database.exec('CREATE TABLE t (x TEXT)');
database.prepare('INSERT INTO t VALUES (?)').run(['kept']);
const row = database.prepare('SELECT x FROM t').get<{ x: string }>([]);
const key = await hash('seven mild otters', { memoryCost: 65_536, timeCost: 3, parallelism: 4, raw: true });
parentPort?.postMessage({ row: row?.x, keyBytes: key.byteLength });
