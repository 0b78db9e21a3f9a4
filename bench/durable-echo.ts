// The latency baseline: as many bytes as an envelope over TLS and WebSocket to another process and back, on the disk
// before each leaves. No encryption of its own, no database, no history.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { durableFiles } from '../src/adapters/filesystem/durable-file.js';
import { loadOrMakeCertificate } from '../src/adapters/tls/certificate.js';

const MESSAGE_BYTES = 700;

/** Milliseconds from before the first write until the echo is there, for messages at this rate. */
export async function measureDurableEcho(
  directory: string,
  { messages, perSecond }: { readonly messages: number; readonly perSecond: number },
): Promise<number[]> {
  const made = await loadOrMakeCertificate(join(directory, 'echo-certs'), durableFiles(), Date.now());
  if (!made.ok) throw made.error;
  const { key, cert } = made.value;
  const other = fork(new URL('./durable-echo-worker.js', import.meta.url));
  other.send({ file: join(directory, 'echo-there'), key: key.reveal(), cert });
  const [port] = (await once(other, 'message')) as [number];
  const socket = new WebSocket(`wss://127.0.0.1:${String(port)}`, {
    rejectUnauthorized: false,
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  const log = openSync(join(directory, 'echo-here'), 'a');
  const sentAt: number[] = [];
  const samples: number[] = [];
  const finished = new Promise<void>((resolve) => {
    socket.on('message', () => {
      samples.push(performance.now() - (sentAt[samples.length] ?? 0));
      if (samples.length === messages) resolve();
    });
  });
  const bytes = Buffer.alloc(MESSAGE_BYTES, 7);
  const startedAt = performance.now();
  for (let index = 0; index < messages; index++) {
    await delay(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
    sentAt.push(performance.now());
    writeSync(log, bytes);
    fsyncSync(log);
    socket.send(bytes);
  }
  await finished;
  closeSync(log);
  socket.terminate();
  other.kill();
  return samples;
}
