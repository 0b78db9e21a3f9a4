// Alice and Bob on memory stores, already contacts, and what tests say and ask about them.

import { formatNodeId } from '../../base/ids.js';
import { memoryStore } from '../memory-store/memory-store.js';
import { befriend } from './befriend.js';
import { type LaneClock, LaneNode } from './lane-node.js';
import { LaneWire } from './lane-wire.js';

export interface Friends {
  readonly clock: LaneClock;
  readonly alice: LaneNode;
  readonly bob: LaneNode;
  readonly wire: LaneWire;
}

export function strangers(names: readonly [string, string] = ['alice', 'bob']): Friends {
  const clock = { now: 1_700_000_000_000 };
  const alice = new LaneNode(names[0], memoryStore().connection, clock);
  const bob = new LaneNode(names[1], memoryStore().connection, clock);
  return { clock, alice, bob, wire: new LaneWire(alice, bob) };
}

export async function friends(): Promise<Friends> {
  const pair = strangers();
  await befriend(pair.wire);
  return pair;
}

export function contactId(node: LaneNode, peer: LaneNode): string {
  const id = node.contactOf(peer.self);
  if (!id) throw new Error(`${peer.name} is no contact of ${node.name}`);
  return id;
}

/** The id of the message. */
export async function say(from: LaneNode, to: LaneNode, text: string): Promise<string> {
  const id = from.id();
  await from.command('sendMessage', { id, contactId: contactId(from, to), text });
  return id;
}

/** Lets `from` ask `to`; the request leaves when a link is up. */
export async function ask(from: LaneNode, to: LaneNode, replaces?: LaneNode): Promise<void> {
  await from.command('addContact', {
    id: from.id(),
    nodeId: to.self,
    address: null,
    name: '',
    note: '',
    trust: 'link',
    ...(replaces && { replaces: formatNodeId(replaces.self) }),
  });
}

export async function approve(owner: LaneNode, asker: LaneNode): Promise<void> {
  const requestId = owner.store.requests.byNode(asker.self)?.id ?? '';
  await owner.command('approveRequest', { requestId, contactId: owner.id(), name: '' });
}

/** The texts both sides hold, in order, without who is "me". */
export function texts(node: LaneNode, peer: LaneNode): string[] {
  return node.history(peer.self).map((line) => line.slice(line.indexOf(' ') + 1));
}

export function states(node: LaneNode, peer: LaneNode): string[] {
  return node.messages(peer.self).map((message) => message.state);
}

/** Codes of the system lines in the conversation. */
export function systemLines(node: LaneNode, peer: LaneNode): string[] {
  const lines = node.store.messages.authoredAbove(node.conversation(peer.self), null as never, 0, 1_000);
  return lines.map((line) => (JSON.parse(new TextDecoder().decode(line.payload)) as { code: string }).code);
}
