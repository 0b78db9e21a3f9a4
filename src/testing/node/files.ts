// What people do with files, and what they see, through the contract alone.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TransferRow } from '../../contract/values.js';
import { until } from './observe.js';
import { contactOf, newId, type TestNode } from './person.js';

/** Bytes that compress to nothing less and repeat nowhere near; the same for the same seed. */
export function fileBytes(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let index = 0; index < sizeBytes; index += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
    if (index + 1 < sizeBytes) bytes[index + 1] = state >>> 16;
    if (index + 2 < sizeBytes) bytes[index + 2] = state >>> 8;
    if (index + 3 < sizeBytes) bytes[index + 3] = state >>> 3;
  }
  return bytes;
}

/** A file beside the home of its owner. */
export async function makeFile(node: TestNode, name: string, bytes: Uint8Array): Promise<string> {
  const folder = `${node.home.dir}-files`;
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** An empty folder beside the home of its owner. */
export async function makeFolder(node: TestNode, name: string): Promise<string> {
  const folder = join(`${node.home.dir}-files`, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Who is to get a file, as a new offer names them. */
export async function recipients(
  node: TestNode,
  ...others: readonly TestNode[]
): Promise<{ id: string; contactId: string }[]> {
  const contacts = await Promise.all(others.map((other) => contactOf(node, other)));
  return contacts.map(({ id }) => ({ id: newId(), contactId: id }));
}

export async function offer(node: TestNode, others: readonly TestNode[], path: string): Promise<string[]> {
  const to = await recipients(node, ...others);
  const { transferIds } = await node.client.call('offerFile', { path, to });
  return transferIds;
}

/** The newest transfer of this name, once `isSo` holds. */
export function transferOf(
  node: TestNode,
  name: string,
  isSo: (row: TransferRow) => boolean = () => true,
  timeoutMs?: number,
): Promise<TransferRow> {
  return until(
    node.client,
    ['transfers', {}],
    (rows) => rows.find((row) => row.name === name && isSo(row)),
    timeoutMs,
  );
}

/** From now on nothing this contact offers is taken without asking. */
export async function askAlways(node: TestNode, other: TestNode): Promise<void> {
  const { id: contactId } = await contactOf(node, other);
  await node.client.call('setFileRule', { contactId, rule: { accept: 'ask', mostBytes: 1 } });
}

export async function accept(node: TestNode, name: string, saveTo: string | null): Promise<string> {
  const { id } = await transferOf(node, name, (row) => row.direction === 'in' && row.stage === 'offered');
  await node.client.call('acceptFile', { transferId: id, saveTo });
  return id;
}

/** Offers a file and accepts it, until both know that it is here, encrypted; the id it has there. */
export async function receive(
  from: TestNode,
  to: TestNode,
  name: string,
  bytes: Uint8Array,
): Promise<string> {
  const [sent = ''] = await offer(from, [to], await makeFile(from, name, bytes));
  const id = await accept(to, name, null);
  await transferOf(to, name, (row) => row.id === id && row.stage === 'done');
  await transferOf(from, name, (row) => row.id === sent && row.stage === 'done');
  return id;
}

/** Accepts what is offered under this name, and returns where its clear copy stands, in a folder of its own. */
async function acceptInto(node: TestNode, name: string, timeoutMs?: number): Promise<string> {
  const id = await accept(node, name, await makeFolder(node, `in-${newId().slice(0, 8)}`));
  const { savedAs } = await transferOf(node, name, (row) => row.id === id && row.savedAs !== null, timeoutMs);
  return savedAs ?? '';
}

/** What the other has in clear once it accepted what is offered under this name. */
export async function acceptedBytes(node: TestNode, name: string): Promise<Buffer> {
  return readFile(await acceptInto(node, name));
}

/** Offers a file, accepts it, and returns where its clear copy stands. */
export async function sendFile(
  from: TestNode,
  to: TestNode,
  path: string,
  timeoutMs?: number,
): Promise<string> {
  await offer(from, [to], path);
  return acceptInto(to, basename(path), timeoutMs);
}
