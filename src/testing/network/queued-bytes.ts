// What lies with the system of the TCP connections of this machine, as Linux shows it in proc(5).

import { readFile } from 'node:fs/promises';

export interface Queued {
  /** Written, and not yet acknowledged by the other end. */
  readonly unsent: number;
  /** Here, and not yet read. */
  readonly unread: number;
}

/** Of the IPv4 connection from one port to another, seen from the first. */
export type QueuedOf = (localPort: number, remotePort: number) => Queued | undefined;

export async function queuedBytes(): Promise<QueuedOf> {
  const [, ...lines] = (await readFile('/proc/net/tcp', 'utf8')).trim().split('\n');
  const queues = new Map(lines.map(queuesOf));
  return (localPort, remotePort) => queues.get(`${String(localPort)}>${String(remotePort)}`);
}

function queuesOf(line: string): [string, Queued] {
  const [, local = '', remote = '', , queues = ''] = line.trim().split(/\s+/);
  const [unsent, unread] = queues.split(':').map(fromHex);
  return [`${portOf(local)}>${portOf(remote)}`, { unsent: unsent ?? 0, unread: unread ?? 0 }];
}

function portOf(end: string): string {
  return String(fromHex(end.split(':')[1] ?? ''));
}

function fromHex(digits: string): number {
  return Number.parseInt(digits, 16);
}
