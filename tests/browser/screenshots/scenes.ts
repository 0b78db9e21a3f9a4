// Who is at home in the screenshots.

import type { ContactRow } from '../../../src/contract/values.js';
import type { TestHome } from '../../../src/testing/node/homes.js';
import { until } from '../../../src/testing/node/observe.js';
import { newId } from '../../../src/testing/node/person.js';
import type { BrowserStage, Neighbour, Person } from '../browser-stage.js';
import { ask, befriend, clientOf, converse, neighbour, resident } from '../neighbourhood.js';
import { prepareFiles } from './scenes-of-files.js';

/** Whose windows the screens are taken of. */
export type Scenes = Readonly<
  Record<
    | 'stranger'
    | 'locked'
    | 'leaver'
    | 'newcomer'
    | 'alice'
    | 'pending'
    | 'alone'
    | 'refused'
    | 'remover'
    | 'sender'
    | 'receiver',
    Person
  >
>;

export async function prepareScenes(stage: BrowserStage): Promise<Scenes> {
  const [files, people] = await Promise.all([prepareFiles(stage), preparePeople(stage)]);
  // First, while a file is on its way.
  return { ...files, ...people };
}

async function preparePeople(stage: BrowserStage): Promise<Omit<Scenes, 'sender' | 'receiver'>> {
  const stranger = await stage.person({ name: null });
  const locked = await stage.person({ name: 'Dora' });
  const newcomer = await resident(stage, 'Nora');
  const emil = await neighbour(stage, 'Emil');
  const alice = await resident(stage, 'Alice Lindqvist');
  const bob = await neighbour(stage, 'Bob Stone');
  const zoe = await neighbour(stage, 'Зоя Ёлкина');
  const leaver = await resident(stage, 'Gustav');
  await clientOf(leaver).call('lockScreen', {});
  const pending = await resident(stage, 'Frank');
  await befriend(alice, zoe);
  await befriend(alice, bob);
  await converse({ Alice: alice, Zoe: zoe }, [
    'Zoe: Привет! Как переезд?',
    'Alice: Ящики везде. Но окна на юг 🌞',
    'Zoe: 🎉',
  ]);
  await converse({ Alice: alice, Bob: bob }, [
    'Bob: Are we really doing this without a server?',
    'Alice: We are.',
    'Alice: Your node, my node, nothing in between. The notes from Thursday are at https://example.org/notes/thursday, tell me what you think.',
    'Bob: That is wonderful. I read them on the train and have three questions:\n1. Who brings the projector?\n2. Do we start at eight or at half past?\n3. May I bring my sister?',
    'Alice: Me, eight, yes of course.',
    'Bob: 👍',
    'Bob: See you on Thursday then',
  ]);
  const refused = await resident(stage, 'Ivo');
  await befriend(refused, bob);
  await removeAt(bob, refused);
  const remover = await resident(stage, 'Hanna');
  await befriend(remover, bob);
  await converse({ Hanna: remover, Bob: bob }, ['Bob: I am leaving the choir', 'Hanna: We will miss you']);
  await remove(remover, bob, 'keep');
  await ask(emil, alice, 'We met at the choir on Tuesday.');
  await ask(pending, bob);
  const alone = await resident(stage, 'Greta');
  await askAway(alone, await stage.yard.found('Henry'));
  return { stranger, locked, leaver, newcomer, alice, pending, alone, refused, remover };
}

/** Asks somebody whose node does not run. */
async function askAway(from: Person, { host, self, name }: TestHome): Promise<void> {
  const client = clientOf(from);
  const whom = { nodeId: self.nodeId, address: `${host}:8443`, name };
  await client.call('addContact', { ...whom, id: newId(), note: '', trust: 'link' });
  await until(client, ['links', {}], ([link]) => link?.error !== null && link?.state === 'waiting');
}

/** And the one who was removed has called since. */
async function removeAt(from: Neighbour, whom: Person): Promise<void> {
  await remove(from, whom, 'delete');
  await until(clientOf(whom), ['links', {}], ([link]) => link?.refused);
}

async function remove(from: Neighbour, whom: Neighbour, history: 'keep' | 'delete'): Promise<void> {
  const { nodeId } = await clientOf(whom).call('self', {});
  const find = (rows: readonly ContactRow[]) => rows.find((row) => row.nodeId === nodeId);
  const { id: contactId } = await until(clientOf(from), ['contacts', {}], find);
  await clientOf(from).call('removeContact', { contactId, history });
}
