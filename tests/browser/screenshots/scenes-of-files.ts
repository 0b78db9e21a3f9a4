// Two people in the middle of sending each other files, over a way as slow as people have it.

import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavSound } from '../../../src/testing/media-samples.js';
import { TcpRelay } from '../../../src/testing/network/tcp-relay.js';
import { until } from '../../../src/testing/node/observe.js';
import { newId } from '../../../src/testing/node/person.js';
import { jpegExif } from '../../../src/testing/photo-samples.js';
import type { TransferRow } from '../../../src/contract/values.js';
import type { BrowserStage, Neighbour, Person } from '../browser-stage.js';
import { askAlways, makeFile, offerFile } from '../files-of-people.js';
import { befriend, clientOf, converse, neighbour, resident } from '../neighbourhood.js';
import { paintedFilm, paintedPhoto, type Painting } from '../painted-media.js';

interface Sending {
  readonly stage: BrowserStage;
  /** What he sends is on its way while pictures are taken, and more is attached. */
  readonly sender: Person;
  /** Has files of every kind and state. */
  readonly receiver: Person;
}

/** Bytes a second: at first, so that the pictures need not wait; then so that what runs goes on running. */
const [FAST, SLOW] = [20_000_000, 50_000];
/** It runs longer than anybody takes pictures of it. */
const FILM_BYTES = 600_000_000;
const RECORDING_BYTES = 100_000_000;
const LAKE: Painting = { width: 1_200, height: 800, hue: 210 };
const DUNES: Painting = { width: 1_200, height: 800, hue: 30 };
const VALLEY: Painting = { width: 1_200, height: 800, hue: 120 };
const SMALL = { width: 160, height: 107, quality: 0.6 };

export async function prepareFiles(stage: BrowserStage): Promise<Omit<Sending, 'stage'>> {
  const sender = await resident(stage, 'Jonas Berg');
  const receiver = await resident(stage, 'Mira Holm');
  const lena = await neighbour(stage, 'Lena');
  const relay = await TcpRelay.open(stage.yard.nextHost(), () => sender.address());
  stage.atEnd(() => relay.close());
  relay.mostBytesPerSecond = FAST;
  await befriend(receiver, sender, relay.address);
  await askAlways(receiver);
  await befriend(lena, receiver);
  const sending = { stage, sender, receiver };
  await finished(sending, lena);
  await underWay(sending, relay);
  await offered(sending);
  await attached(sending);
  return { sender, receiver };
}

/** What plays and what is looked at. */
async function finished({ stage, receiver }: Sending, lena: Neighbour): Promise<void> {
  await converse({ Lena: lena, Mira: receiver }, ['Lena: The lake, this morning:']);
  const files = {
    'lake.jpg': await paintedPhoto(receiver.page, LAKE),
    'dunes.jpg': await paintedPhoto(receiver.page, DUNES),
    'boat.webm': await paintedFilm(receiver.page),
    'waves.wav': wavSound(42),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await offerFile(lena, await makeFile(stage, name, bytes));
    await acceptIfAsked(receiver, name);
    await transferAt(receiver, name, ({ stage: at }) => at === 'done');
  }
}

/** One runs, one is held. */
async function underWay({ stage, sender, receiver }: Sending, relay: TcpRelay): Promise<void> {
  const film = await makeFile(stage, 'Summer at the lake, all of it.mp4', new Uint8Array());
  await truncate(film, FILM_BYTES);
  const recording = await makeFile(stage, 'rehearsal.flac', new Uint8Array());
  await truncate(recording, RECORDING_BYTES);
  await converse({ Jonas: sender, Mira: receiver }, ['Jonas: All of it, take your time']);
  await offerFile(sender, recording);
  await acceptIfAsked(receiver, 'rehearsal.flac');
  const held = await transferAt(receiver, 'rehearsal.flac', ({ doneBytes }) => doneBytes > 0);
  await clientOf(receiver).call('pauseFile', { transferId: held.id });
  await offerFile(sender, film);
  await acceptIfAsked(receiver, 'Summer at the lake, all of it.mp4');
  await transferAt(
    receiver,
    'Summer at the lake, all of it.mp4',
    ({ doneBytes }) => doneBytes > FILM_BYTES / 10,
  );
  relay.mostBytesPerSecond = SLOW;
}

/** A document, and a photo with its small picture. */
async function offered({ stage, sender, receiver }: Sending): Promise<void> {
  await offerFile(
    sender,
    await makeFile(stage, 'Kitchen, third plan.pdf', Buffer.alloc(1_840_000, '%PDF-1.7')),
  );
  const id = await attach(
    sender,
    await makeFile(stage, 'valley.jpg', await paintedPhoto(sender.page, VALLEY)),
    {
      thumbnail: (await paintedPhoto(sender.page, { ...VALLEY, ...SMALL })).toString('base64url'),
    },
  );
  const { id: contactId } = await onlyContact(sender);
  await clientOf(sender).call('offerFile', { attachmentId: id, to: [{ id: newId(), contactId }] });
  await transferAt(receiver, 'valley.jpg', ({ stage: at }) => at === 'offered');
}

/** What the sheet has a word for, each once. */
async function attached({ stage, sender }: Sending): Promise<void> {
  const client = clientOf(sender);
  const { conversationId } = await onlyContact(sender);
  const photo = await paintedPhoto(sender.page, { ...LAKE, ...SMALL });
  const withExif = Buffer.concat([photo.subarray(0, 2), jpegExif(), photo.subarray(2)]);
  const trip = join(stage.yard.dir, 'Trip');
  await mkdir(trip);
  await writeFile(join(trip, 'notes.txt'), 'sunny');
  const paths = [
    await makeFile(stage, 'harbour.jpg', withExif),
    await makeFile(stage, 'crew.jpg', withExif),
    await makeFile(stage, 'scanned.jpg', withExif.subarray(0, -40)),
    trip,
    await makeFile(stage, 'minutes.pdf', Buffer.alloc(84_000, '%PDF-1.7')),
  ];
  const ids: string[] = [];
  for (const path of paths) ids.push(await attach(sender, path));
  const text = 'From the weekend. The scan did not survive the rain.';
  await client.call('setAttachments', { conversationId, keepMetadata: ids.slice(1, 2) });
  await client.call('setCaption', { conversationId, text });
}

async function attach(person: Person, path: string, more: { thumbnail?: string } = {}): Promise<string> {
  const client = clientOf(person);
  const { conversationId } = await onlyContact(person);
  const id = newId();
  await client.call('handOverFile', { id, path });
  await client.call('attachFile', { conversationId, attachmentId: id, ...more });
  return id;
}

function onlyContact(person: Person) {
  return until(clientOf(person), ['contacts', {}], (rows) => rows[0]);
}

async function acceptIfAsked(person: Person, name: string): Promise<void> {
  const { id, stage } = await transferAt(person, name, () => true);
  if (stage === 'offered') await clientOf(person).call('acceptFile', { transferId: id, saveTo: null });
}

function transferAt(person: Person, name: string, isSo: (row: TransferRow) => boolean): Promise<TransferRow> {
  return until(clientOf(person), ['transfers', {}], (rows) =>
    rows.find((row) => row.name === name && isSo(row)),
  );
}
