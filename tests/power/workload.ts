// A process that writes a history and says after each commit that it is durable; recorded by the test of torn writes.

import { writeSync } from 'node:fs';
import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { Secret } from '../../src/base/secret.js';
import {
  ALICE,
  BOB_CONTACT,
  sampleContact,
  sampleMessage,
  sampleOutboxRow,
  sampleSeal,
  sampleStream,
  BOB,
  WITH_BOB,
} from '../../src/testing/contracts/samples.js';
import { utf8 } from '../../src/base/bytes.js';

const STDOUT = 1;
const [path = '', key = '', commits = ''] = process.argv.slice(2);
const connection = openStore({ path, key: new Secret(new Uint8Array(Buffer.from(key, 'hex'))) });
const { store } = connection;

connection.begin();
store.contacts.put(sampleContact());
store.conversations.put({ id: WITH_BOB, contactId: BOB_CONTACT, peer: BOB, lamport: 0 });
connection.commit();
for (let number = 1; number <= Number(commits); number++) {
  connection.begin();
  store.messages.add(sampleMessage(number, { payload: utf8(`message ${String(number)} `.repeat(60)) }));
  store.messages.add(sampleMessage(number, { author: ALICE, state: 'queued' }));
  const row = store.outbox.append(sampleOutboxRow(number));
  store.outbox.seal(row, sampleSeal(number));
  if (number > 5) store.outbox.takeAcked(BOB_CONTACT, number - 5);
  store.streams.put(sampleStream({ sent: number, acked: Math.max(0, number - 5), received: number }));
  connection.commit();
  if (number % 50 === 0) connection.scrub();
  writeSync(STDOUT, `${String(number)}\n`);
}
// No close: the power does not wait for it.
