// One file for each pair of contacts, of random content, sent while nodes are killed, and compared with what arrived.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import type { FileFindings } from './history-log.js';
import type { MeshNode } from './mesh-node.js';
import type { Pair } from './schedule.js';

const MEBIBYTE = 1_048_576;
/** For one file, kills and redialling included. */
const ARRIVES_WITHIN_MS = 600_000;

/** The lower of each pair sends. */
export async function sendFiles(
  nodes: readonly MeshNode[],
  pairs: readonly Pair[],
  { fileMb, verified }: { readonly fileMb: number; readonly verified: (count: number) => void },
): Promise<FileFindings> {
  if (fileMb === 0) return { sent: 0, verified: 0, failed: 0, mbPerSecond: null };
  const files: Prepared[] = [];
  for (const [a, b] of pairs) files.push(await prepared(nodes, [a, b], fileMb));
  const startedAt = performance.now();
  let count = 0;
  const arrived = await Promise.all(
    files.map(async (file) => {
      const isSame = await arrives(file).catch(() => false);
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
async function arrives({ from, to, path, digest }: Prepared): Promise<boolean> {
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
  const saved = await to.persist((client) =>
    until(
      client,
      ['transfers', {}],
      (rows) => {
        const row = rows.find(({ id }) => id === transferId);
        return row?.stage === 'ended' || row?.saveError ? 'failed' : (row?.savedAs ?? undefined);
      },
      ARRIVES_WITHIN_MS,
    ),
  );
  return saved !== 'failed' && (await digestOf(saved)) === digest;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}
