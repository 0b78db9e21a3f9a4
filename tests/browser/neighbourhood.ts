// Somebody with friends and a past: what screenshots and stories begin with.

import { ContractClient } from '../../src/contract/client.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { BrowserStage, type Neighbour, type Person, type PersonOptions } from './browser-stage.js';

const SENT_AT_ONCE = 16;

/** A person with an open node. */
export function resident(
  stage: BrowserStage,
  name: string,
  options: Partial<PersonOptions> = {},
): Promise<Person> {
  return stage.person({ name, password: TEST_PASSWORD, ...options });
}

/** The same, whose window nobody looks at. */
export function neighbour(stage: BrowserStage, name: string): Promise<Neighbour> {
  return stage.neighbour({ name, password: TEST_PASSWORD });
}

export function clientOf({ node }: Pick<Neighbour, 'node'>): ContractClient {
  return new ContractClient(node.connect());
}

/** Asks by address. @param through what stands between the two, instead of the address of `to` */
export async function ask(from: Neighbour, to: Neighbour, note = '', through?: string): Promise<string> {
  return askInPlaceOf(from, to, { note }, through);
}

/** Says that `from` is who had this key before: `kith1…`. */
export async function claim(from: Neighbour, to: Neighbour, replaces: string): Promise<void> {
  await askInPlaceOf(from, to, { note: 'new laptop', replaces });
}

async function askInPlaceOf(
  from: Neighbour,
  to: Neighbour,
  said: { readonly note: string; readonly replaces?: string },
  target = to.address(),
): Promise<string> {
  const client = clientOf(from);
  const { nodeId, address } = await client.call('lookUp', { target });
  const asked = { id: newId(), nodeId, address, name: '', trust: 'address' as const, ...said };
  return (await client.call('addContact', asked)).contactId;
}

/** @param through as of `ask` */
export async function befriend(a: Neighbour, b: Neighbour, through?: string): Promise<void> {
  const contactId = await ask(a, b, '', through);
  const client = clientOf(b);
  const { id: requestId } = await until(client, ['requests', {}], (rows) => rows[0]);
  await client.call('approveRequest', { requestId, contactId: newId(), name: '' });
  await until(clientOf(a), ['contacts', {}], (rows) =>
    rows.find(({ id, state }) => id === contactId && state === 'approved'),
  );
}

export interface Friends<Bob extends Neighbour = Neighbour> {
  readonly stage: BrowserStage;
  readonly alice: Person;
  readonly bob: Bob;
}

/** Alice and Bob, who have greeted each other; neither has opened the conversation. */
export async function twoFriends(): Promise<Friends> {
  const stage = await BrowserStage.open();
  const alice = await resident(stage, 'Alice');
  const bob = await neighbour(stage, 'Bob');
  await befriend(alice, bob);
  await converse({ alice, bob }, ['bob: Hello Alice', 'alice: Hello Bob']);
  return { stage, alice, bob };
}

/** Everything to the only contact, in this order. */
export async function sendAll(from: Neighbour, texts: readonly string[]): Promise<void> {
  const client = clientOf(from);
  const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
  for (let at = 0; at < texts.length; at += SENT_AT_ONCE)
    await Promise.all(
      texts
        .slice(at, at + SENT_AT_ONCE)
        .map((text) => client.call('sendMessage', { id: newId(), contactId, text })),
    );
}

/** Each line said by the person named, one after the other, and arrived. */
export async function converse(
  people: Readonly<Record<string, Neighbour>>,
  lines: readonly string[],
): Promise<void> {
  for (const line of lines) {
    const [name = '', text = ''] = line.split(/: (.*)/su);
    const speaker = people[name];
    const listener = Object.entries(people).find(([other]) => other !== name)?.[1];
    if (!speaker || !listener) throw new Error(`nobody to say "${line}"`);
    const nodeId = (await clientOf(listener).call('self', {})).nodeId;
    const client = clientOf(speaker);
    const { id: contactId } = await until(client, ['contacts', {}], (rows) =>
      rows.find((row) => row.nodeId === nodeId),
    );
    const { messageId, conversationId } = await client.call('sendMessage', { id: newId(), contactId, text });
    await until(client, ['messages', { conversationId, limit: 200 }], (rows) =>
      rows.find(({ id, state }) => id === messageId && state !== 'queued'),
    );
  }
}
