// What people do with their nodes, and what they see, through the contract alone.

import { randomBytes } from 'node:crypto';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, MessageRow, RequestRow } from '../../contract/values.js';
import type { TestHome } from './homes.js';
import { readHistory, until } from './observe.js';

/** A node that may run in this process or in another. */
export interface TestNode {
  readonly home: TestHome;
  readonly address: string;
  readonly client: ContractClient;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Somebody as others know them, wherever their node runs. */
type Known = Pick<TestNode, 'home'>;
type Reachable = Pick<TestNode, 'home' | 'address'>;

/** An id for something a command makes. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** Looks the other up by address, compares the digits, and asks. */
export async function addByAddress(node: TestNode, other: Reachable, note = ''): Promise<string> {
  return ask(node, other, { note });
}

/** Asks by address as somebody who had another key before. @param former its id, or text that holds its link */
export async function claim(node: TestNode, other: Reachable, former: string): Promise<void> {
  await ask(node, other, { note: 'new laptop', replaces: former });
}

async function ask(
  node: TestNode,
  other: Reachable,
  said: { readonly note: string; readonly replaces?: string },
): Promise<string> {
  const found = await node.client.call('lookUp', { target: other.address });
  if (found.fingerprint !== other.home.self.fingerprint) throw new Error('not the digits of the other node');
  const { nodeId, address } = found;
  const asked = { id: newId(), nodeId, address, name: '', trust: 'address' as const, ...said };
  const { contactId } = await node.client.call('addContact', asked);
  return contactId;
}

export function requestFrom(node: TestNode, other: Known): Promise<RequestRow> {
  return until(node.client, ['requests', {}], (rows) =>
    rows.find((row) => row.nodeId === other.home.self.nodeId),
  );
}

export async function approve(node: TestNode, other: Known): Promise<void> {
  const { id: requestId } = await requestFrom(node, other);
  await node.client.call('approveRequest', { requestId, contactId: newId(), name: '' });
}

/** The other as a contact, as soon as `isSo` holds. */
export function contactOf(
  node: TestNode,
  other: Known,
  isSo: (row: ContactRow) => boolean = () => true,
): Promise<ContactRow> {
  return until(node.client, ['contacts', {}], (rows) =>
    rows.find((row) => row.nodeId === other.home.self.nodeId && isSo(row)),
  );
}

export function approved(node: TestNode, other: Known): Promise<ContactRow> {
  return contactOf(node, other, (row) => row.state === 'approved');
}

/** The whole approval flow; both are contacts of each other afterwards. */
export async function befriend(node: TestNode, other: TestNode): Promise<void> {
  await addByAddress(node, other);
  await approve(other, node);
  await Promise.all([approved(node, other), approved(other, node)]);
}

export async function send(node: TestNode, other: Known, text: string, id = newId()): Promise<string> {
  const { id: contactId } = await contactOf(node, other);
  await node.client.call('sendMessage', { id, contactId, text });
  return id;
}

/** Waits until the conversation with the other holds such messages, system lines aside. */
export async function untilMessages<Found>(
  node: TestNode,
  other: Known,
  find: (rows: readonly MessageRow[]) => Found | undefined | false,
): Promise<Found> {
  const { conversationId } = await contactOf(node, other);
  return until(node.client, ['messages', { conversationId, limit: 200 }], (rows) =>
    find(rows.filter((row) => row.direction !== 'system')),
  );
}

/** Waits for these texts of the other, in this order, and for nothing else of theirs. */
export async function received(node: TestNode, other: Known, texts: readonly string[]): Promise<void> {
  await untilMessages(node, other, (rows) => {
    const incoming = rows.filter((row) => row.direction === 'in').map((row) => row.text);
    return incoming.length >= texts.length && sameTexts(incoming, texts);
  });
}

/** Nothing waits any more for any contact. */
export async function untilNothingQueued(node: TestNode, timeoutMs?: number): Promise<void> {
  await until(node.client, ['contacts', {}], (rows) => rows.every((row) => row.queued === 0), timeoutMs);
}

export async function untilLinkUp(node: TestNode, other: Known): Promise<void> {
  const { id } = await contactOf(node, other);
  await until(node.client, ['links', {}], (rows) => rows.some((row) => row.id === id && row.state === 'up'));
}

/** Every message with the other, oldest first, system lines aside. */
export async function history(node: TestNode, other: Known): Promise<MessageRow[]> {
  const { conversationId } = await contactOf(node, other);
  return (await readHistory(node.client, conversationId)).filter((row) => row.direction !== 'system');
}

/** The codes of the system lines with the other. */
export async function systemCodes(node: TestNode, other: Known): Promise<string[]> {
  const { conversationId } = await contactOf(node, other);
  return (await readHistory(node.client, conversationId)).flatMap(({ system }) =>
    system ? [system.code] : [],
  );
}

function sameTexts(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && found.every((text, index) => text === wanted[index]);
}
