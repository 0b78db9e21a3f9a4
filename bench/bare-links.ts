// The baseline of a circle: as many idle WebSockets over TLS into a server that does nothing else.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { durableFiles } from '../src/adapters/filesystem/durable-file.js';
import { loadOrMakeCertificate } from '../src/adapters/tls/certificate.js';
import { HostileSocket } from '../src/testing/hostile/hostile-socket.js';
import { settledMiB } from './memory.js';

export interface BareLinks {
  readonly kibibytesEach: number;
  readonly perSecond: number;
}

const AT_ONCE = 32;

export async function measureBareLinks(directory: string, hosts: readonly string[]): Promise<BareLinks> {
  const made = await loadOrMakeCertificate(join(directory, 'bare-certs'), durableFiles(), Date.now());
  if (!made.ok) throw made.error;
  const { key, cert } = made.value;
  const other = fork(new URL('./bare-links-worker.js', import.meta.url));
  other.send({ key: key.reveal(), cert });
  const [port] = (await once(other, 'message')) as [number];
  const before = await settledMiB({ process: other });
  const sockets: HostileSocket[] = [];
  const waiting = [...hosts];
  const startedAt = performance.now();
  const line = async () => {
    for (let host = waiting.shift(); host !== undefined; host = waiting.shift()) {
      sockets.push(await HostileSocket.open(`127.0.0.1:${String(port)}`, host));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await settledMiB({ process: other });
  for (const socket of sockets) socket.end();
  other.kill();
  return { kibibytesEach: ((after - before) * 1_024) / hosts.length, perSecond: hosts.length / seconds };
}
