// A file that was handed over as bytes is kept as long as something names it.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../core/ports/store.js';
import { offeredTransfer } from '../../core/transfer/index.js';
import { BOB_CONTACT, sampleId, WITH_BOB } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

const SPOOL = {
  id: sampleId('spool', 1),
  key: new Uint8Array(32).fill(1),
  header: new Uint8Array(84).fill(2),
};

export function spoolStoreContract(current: CurrentStore): void {
  describe('spools', () => {
    let store: Store;
    beforeEach(() => {
      ({ store } = current().connection);
      store.spools.add(SPOOL);
    });
    const isNamed = () => store.spools.isNamed(SPOOL.id);
    const attachment = {
      id: sampleId('attachment', 1),
      path: 'a.png',
      name: 'a.png',
      sizeBytes: 1,
      keepMetadata: false,
      thumbnail: null,
      spoolId: SPOOL.id,
    };
    const upload = {
      id: sampleId('upload', 1),
      path: 'a.png',
      modifiedMs: 0,
      spoolId: SPOOL.id,
      view: 'whole' as const,
      key: SPOOL.key,
      header: SPOOL.header,
      root: null,
    };

    it('are kept as they are until they are removed', () => {
      expect(store.spools.get(SPOOL.id)).toEqual(SPOOL);
      store.spools.remove(SPOOL.id);
      expect(store.spools.get(SPOOL.id)).toBeUndefined();
    });

    it('are named by what is attached', () => {
      expect(isNamed()).toBe(false);
      store.attachments.add(attachment);
      expect(isNamed()).toBe(true);
      store.attachments.attach(WITH_BOB, [attachment.id]);
      expect(store.attachments.of(WITH_BOB)).toEqual([attachment]);
      expect(store.attachments.attach(WITH_BOB, [])).toEqual([attachment]);
      expect(isNamed()).toBe(false);
    });

    it('are named by an encryption of them', () => {
      store.transfers.putUpload(upload);
      expect([isNamed(), store.transfers.upload(upload.id)]).toEqual([true, upload]);
      store.transfers.removeUpload(upload.id);
      expect(isNamed()).toBe(false);
    });

    it('are named by a transfer, also when it is over', () => {
      const id = sampleId('transfer', 1);
      const transfer = {
        id,
        contactId: BOB_CONTACT,
        offer: sampleId('message', 1),
        state: { ...offeredTransfer('out'), stage: 'done' as const },
        name: 'a.png',
        mediaType: '',
        header: SPOOL.header,
        key: null,
        root: null,
        uploadId: null,
        saveTo: null,
        savedAs: null,
        source: { path: 'a.png', modifiedMs: 0, spoolId: SPOOL.id, keepsMetadata: false },
        follows: null,
        saveError: null,
        createdAt: 1,
        overAt: 2,
        isPastBudget: false,
      };
      store.transfers.put(transfer);
      expect([isNamed(), store.transfers.get(id)]).toEqual([true, transfer]);
      store.transfers.remove(id);
      expect(isNamed()).toBe(false);
    });
  });
}
