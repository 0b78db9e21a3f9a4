// Everything a store promises, for any implementation of it.

import { afterEach, beforeEach, describe } from 'vitest';
import { attachmentStoreContract } from './attachment-store.contract.js';
import { commandLogContract } from './command-log.contract.js';
import { contactStoreContract } from './contact-store.contract.js';
import { conversationStoreContract } from './conversation-store.contract.js';
import { deletionStoreContract } from './deletion-store.contract.js';
import { identityStoreContract } from './identity-store.contract.js';
import { privacyStoreContract } from './privacy-store.contract.js';
import { messageOrderContract } from './message-order.contract.js';
import { messageStoreContract } from './message-store.contract.js';
import { noticeStoreContract } from './notice-store.contract.js';
import { outboxStoreContract } from './outbox-store.contract.js';
import { requestStoreContract } from './request-store.contract.js';
import { sampleContact, WITH_BOB, BOB, BOB_CONTACT } from './samples.js';
import { signalRecordsContract } from './signal-records.contract.js';
import { spoolStoreContract } from './spool-store.contract.js';
import type { OpenStore, StoreFixture } from './store-fixture.js';
import { streamStoreContract } from './stream-store.contract.js';
import { transferStoreContract } from './transfer-store.contract.js';
import { transactionContract } from './transaction.contract.js';

export function storeContract(name: string, open: OpenStore): void {
  describe(name, () => {
    let fixture: StoreFixture;
    beforeEach(() => {
      fixture = open();
      const { connection } = fixture;
      connection.begin();
      connection.store.contacts.put(sampleContact());
      connection.store.conversations.put({
        id: WITH_BOB,
        contactId: BOB_CONTACT,
        peer: BOB,
        lamport: 0,
      });
      connection.commit();
      connection.begin();
    });
    afterEach(() => {
      fixture.connection.close();
    });
    for (const contract of CONTRACTS) contract(() => fixture);
  });
}

const CONTRACTS = [
  transactionContract,
  identityStoreContract,
  privacyStoreContract,
  contactStoreContract,
  requestStoreContract,
  streamStoreContract,
  outboxStoreContract,
  conversationStoreContract,
  messageStoreContract,
  messageOrderContract,
  deletionStoreContract,
  attachmentStoreContract,
  transferStoreContract,
  spoolStoreContract,
  signalRecordsContract,
  noticeStoreContract,
  commandLogContract,
];
