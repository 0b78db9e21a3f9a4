// Files between people with windows.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { BrowserStage, type Neighbour, type Person } from './browser-stage.js';
import { befriend, clientOf, type Friends, resident } from './neighbourhood.js';

/** Who have said nothing yet; Alice has the conversation open. */
export async function friendsWithFiles(): Promise<Friends<Person>> {
  const stage = await BrowserStage.open();
  const alice = await resident(stage, 'Alice');
  const bob = await resident(stage, 'Bob');
  await befriend(alice, bob);
  await alice.page.getByRole('button', { name: /^Bob/u }).click();
  return { stage, alice, bob };
}

/** Beside the homes. */
export async function makeFile({ yard }: BrowserStage, name: string, bytes: Uint8Array): Promise<string> {
  const folder = join(yard.dir, 'files-of-people');
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** To the only contact. */
export async function offerFile(from: Neighbour, path: string, keepMetadata = false): Promise<void> {
  const client = clientOf(from);
  const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
  await client.call('offerFile', { path, to: [{ id: newId(), contactId }], keepMetadata });
}

/** From now on nothing the only contact offers is taken without asking. */
export async function askAlways(person: Neighbour): Promise<void> {
  const client = clientOf(person);
  const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
  await client.call('setFileRule', { contactId, rule: { accept: 'ask', mostBytes: 1 } });
}

/** Of a picture, as it is drawn; 0 until it is. */
export function drawnWidth(picture: Locator): Promise<number | undefined> {
  return picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth);
}
