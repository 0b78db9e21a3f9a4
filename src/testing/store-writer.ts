// A process that is killed while it writes: commits five messages of Bob, begins a sixth and waits for its end.

import { openStore } from '../adapters/sqlite/store-connection.js';
import { Secret } from '../base/secret.js';
import {
  BOB,
  BOB_CONTACT,
  WITH_BOB,
  sampleContact,
  sampleMessage,
  sampleOutboxRow,
} from './contracts/samples.js';

const [path = '', key = ''] = process.argv.slice(2);
const connection = openStore({ path, key: new Secret(new Uint8Array(Buffer.from(key, 'hex'))) });
const { store } = connection;

connection.begin();
store.contacts.put(sampleContact());
store.conversations.put({ id: WITH_BOB, contactId: BOB_CONTACT, peer: BOB, lamport: 0 });
connection.commit();
for (let number = 1; number <= 6; number++) {
  connection.begin();
  store.messages.add(sampleMessage(number));
  store.outbox.append(sampleOutboxRow(number));
  if (number <= 5) connection.commit();
}
process.stdout.write('waiting');
setInterval(() => undefined, 60_000);
