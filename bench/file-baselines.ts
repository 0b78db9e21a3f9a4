// What others need to bring one file from disk to disk over loopback: a plain TLS pipe, nginx with curl, scp. Those that are
// not installed are left out (Debian: `apt install nginx-light curl openssh-server openssh-client`).

import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { durableFiles } from '../src/adapters/filesystem/durable-file.js';
import { loadOrMakeCertificate } from '../src/adapters/tls/certificate.js';
import { endedProcessorSeconds } from './bench-node.js';
import type { PipeEnd } from './tls-pipe-worker.js';

export interface CarriedFile {
  readonly directory: string;
  readonly path: string;
  readonly sizeBytes: number;
}

export interface Carried {
  readonly seconds: number;
  /** Of both sides together. */
  readonly processorSeconds: number;
}

export type Baseline = (file: CarriedFile) => Promise<Carried>;

export const BASELINES = {
  'nginx + curl': { carry: nginxAndCurl, needs: ['/usr/sbin/nginx', '/usr/bin/curl'] },
  'scp aes256-gcm': { carry: scp, needs: ['/usr/sbin/sshd', '/usr/bin/scp', '/usr/bin/ssh-keygen'] },
  'node:tls pipe': { carry: tlsPipe, needs: [] },
} as const satisfies Readonly<Record<string, { carry: Baseline; needs: readonly string[] }>>;

export type BaselineName = keyof typeof BASELINES;

export function isInstalled({ needs }: { readonly needs: readonly string[] }): boolean {
  return needs.every((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });
}

async function tlsPipe(file: CarriedFile): Promise<Carried> {
  const worker = new URL('./tls-pipe-worker.js', import.meta.url);
  const { key, cert } = await certificate(file.directory);
  return measured(file, async (path) => {
    const sender = fork(worker);
    sender.send({ end: 'send', path: file.path, key, cert } satisfies PipeEnd);
    const [port] = (await once(sender, 'message')) as [number];
    const receiver = fork(worker);
    const carry = async () => {
      receiver.send({ end: 'receive', path, port } satisfies PipeEnd);
      await once(receiver, 'message');
    };
    return { carry, end: () => Promise.all([ended(sender), ended(receiver)]) };
  });
}

async function nginxAndCurl(file: CarriedFile): Promise<Carried> {
  const home = join(file.directory, 'nginx');
  mkdirSync(home, { recursive: true });
  const { key, cert } = await certificate(file.directory);
  writeFileSync(join(home, 'key.pem'), key, { mode: 0o600 });
  writeFileSync(join(home, 'cert.pem'), cert);
  const port = await freePort();
  writeFileSync(join(home, 'nginx.conf'), nginxConfig(home, port, file.directory));
  return measured(file, async (path) => {
    const server = spawn('/usr/sbin/nginx', ['-p', home, '-c', join(home, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await listening(port);
    const url = `https://127.0.0.1:${String(port)}/${file.path.slice(file.directory.length + 1)}`;
    const carry = () => run('/usr/bin/curl', ['--silent', '--fail', '--insecure', '--output', path, url]);
    return { carry, end: () => ended(server) };
  });
}

function nginxConfig(home: string, port: number, root: string): string {
  return `daemon off; master_process off; pid ${home}/pid; error_log stderr crit; user ${userInfo().username};
events {}
http {
  access_log off; sendfile on; output_buffers 2 1m;
  client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi; scgi_temp_path ${home}/scgi;
  server {
    listen 127.0.0.1:${String(port)} ssl; root ${root};
    ssl_certificate ${home}/cert.pem; ssl_certificate_key ${home}/key.pem; ssl_protocols TLSv1.3;
  }
}
`;
}

async function scp(file: CarriedFile): Promise<Carried> {
  const home = join(file.directory, 'ssh');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o700 });
  for (const name of ['host', 'user'])
    await run('/usr/bin/ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, name)]);
  const port = await freePort();
  // Where a server of root wants its empty directory.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const config = join(home, 'config');
  writeFileSync(
    config,
    `ListenAddress 127.0.0.1:${String(port)}\nHostKey ${home}/host\nAuthorizedKeysFile ${home}/user.pub\n` +
      `StrictModes no\nUsePAM no\nPermitRootLogin yes\nPidFile none\nSubsystem sftp internal-sftp\n`,
  );
  chmodSync(config, 0o600);
  return measured(file, async (path) => {
    const server = spawn('/usr/sbin/sshd', ['-D', '-f', config], { stdio: 'ignore' });
    await listening(port);
    const from = `${userInfo().username}@127.0.0.1:${file.path}`;
    const options = [
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'LogLevel=ERROR',
      'BatchMode=yes',
    ];
    const asked = options.flatMap((option) => ['-o', option]);
    const cipher = ['-q', '-c', 'aes256-gcm@openssh.com', '-P', String(port), '-i', join(home, 'user')];
    return { carry: () => run('/usr/bin/scp', [...cipher, ...asked, from, path]), end: () => ended(server) };
  });
}

/** From the moment the receiver begins until it has the whole file; the processor time of both, their start included. */
async function measured(
  { directory, sizeBytes }: CarriedFile,
  begin: (path: string) => Promise<{ carry: () => Promise<unknown>; end: () => Promise<unknown> }>,
): Promise<Carried> {
  const path = join(directory, 'carried');
  rmSync(path, { force: true });
  const before = endedProcessorSeconds();
  const { carry, end } = await begin(path);
  const startedAt = performance.now();
  try {
    await carry();
  } finally {
    await end();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  if (statSync(path).size !== sizeBytes) throw new Error('not the whole file arrived');
  rmSync(path);
  return { seconds, processorSeconds: endedProcessorSeconds() - before };
}

async function certificate(directory: string): Promise<{ key: string; cert: string }> {
  const made = await loadOrMakeCertificate(join(directory, 'bare-certs'), durableFiles(), Date.now());
  if (!made.ok) throw made.error;
  return { key: made.value.key.reveal(), cert: made.value.cert };
}

function run(program: string, args: readonly string[]): Promise<unknown> {
  return promisify(execFile)(program, [...args]);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const end = once(child, 'exit');
  child.kill('SIGTERM');
  await end;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = createConnection(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await delay(25);
  }
  throw new Error(`nobody listens on port ${String(port)}`);
}
