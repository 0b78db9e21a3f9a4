// One file for each pair of contacts, of random content, sent while nodes are killed, and compared with what arrived.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { TransferRow } from '../../src/contract/values.js';
import { makeFolder } from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import type { FileFindings, HistoryLog } from './history-log.js';
import type { MeshNode } from './mesh-node.js';
import type { Pair } from './schedule.js';

const MEBIBYTE = 1_048_576;
/** For one file, kills and redialling included. */
const ARRIVES_WITHIN_MS = 600_000;

export interface SendingOptions {
  readonly fileMb: number;
  readonly log: HistoryLog;
  readonly verified: (count: number) => void;
}

export interface Sending {
  readonly findings: Promise<FileFindings>;
}

/** The lower of each pair sends. Returns when something of the first file has arrived: what is killed from then on hits files. */
export async function sendFiles(
  nodes: readonly MeshNode[],
  pairs: readonly Pair[],
  options: SendingOptions,
): Promise<Sending> {
  const { fileMb } = options;
  if (fileMb === 0)
    return { findings: Promise.resolve({ sent: 0, verified: 0, failed: 0, mbPerSecond: null }) };
  const files: Prepared[] = [];
  for (const [a, b] of pairs) files.push(await prepared(nodes, [a, b], fileMb));
  let findings: Promise<FileFindings> | undefined;
  await new Promise<void>((begun) => {
    findings = arriveAll(files, options, begun).finally(begun);
  });
  if (!findings) throw new TypeError('nothing was sent');
  return { findings };
}

async function arriveAll(
  files: readonly Prepared[],
  { fileMb, log, verified }: SendingOptions,
  begun: () => void,
): Promise<FileFindings> {
  const startedAt = performance.now();
  let count = 0;
  const arrived = await Promise.all(
    files.map(async (file) => {
      const tell = (what: 'fileUnderWay' | 'fileOver') => {
        log.write(file.from.name, { kind: 'info', what, to: file.to.name });
        begun();
      };
      const isSame = await arrives(file, tell).catch(() => false);
      if (isSame) verified((count += 1));
      return isSame;
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const good = arrived.filter((isSame) => isSame).length;
  const mb = (good * fileMb * MEBIBYTE) / 1e6;
  const mbPerSecond = good === 0 ? null : Math.round((10 * mb) / seconds) / 10;
  return { sent: files.length, verified: good, failed: files.length - good, mbPerSecond };
}

interface Prepared {
  readonly from: MeshNode;
  readonly to: MeshNode;
  readonly path: string;
  readonly digest: string;
}

async function prepared(nodes: readonly MeshNode[], [a, b]: Pair, fileMb: number): Promise<Prepared> {
  const [from, to] = [nodes[a], nodes[b]];
  if (!from || !to) throw new RangeError('the schedule is for another mesh');
  const path = join(await makeFolder(from, 'out'), `${String(a)}-${String(b)}.bin`);
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for (let written = 0; written < fileMb; written++) {
      const part = randomBytes(MEBIBYTE);
      hash.update(part);
      await file.write(part);
    }
  } finally {
    await file.close();
  }
  return { from, to, path, digest: hash.digest('hex') };
}

/** Whether what was saved is what was sent. */
async function arrives(
  { from, to, path, digest }: Prepared,
  tell: (what: 'fileUnderWay' | 'fileOver') => void,
): Promise<boolean> {
  const folder = await makeFolder(to, newId());
  const contactId = await from.persist((client) =>
    until(client, ['contacts', {}], (rows) => rows.find(({ nodeId }) => nodeId === to.home.self.nodeId)?.id),
  );
  const offer = { path, to: [{ id: newId(), contactId }] };
  await from.persist((client) => client.call('offerFile', offer));
  const transferId = await to.persist((client) =>
    until(
      client,
      ['transfers', {}],
      (rows) => rows.find(({ name, direction }) => direction === 'in' && path.endsWith(`/${name}`))?.id,
      ARRIVES_WITHIN_MS,
    ),
  );
  await to.persist((client) => client.call('acceptFile', { transferId, saveTo: folder }));
  const found = (rows: readonly TransferRow[]) => rows.find(({ id }) => id === transferId);
  await to.persist((client) =>
    until(
      client,
      ['transfers', {}],
      (rows) => (found(rows)?.doneBytes ?? 0) > 0 || found(rows)?.stage === 'ended',
      ARRIVES_WITHIN_MS,
    ),
  );
  tell('fileUnderWay');
  const saved = await to.persist((client) =>
    until(
      client,
      ['transfers', {}],
      (rows) => {
        const row = found(rows);
        return row?.stage === 'ended' || row?.saveError ? 'failed' : (row?.savedAs ?? undefined);
      },
      ARRIVES_WITHIN_MS,
    ),
  );
  tell('fileOver');
  return saved !== 'failed' && (await digestOf(saved)) === digest;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}
