// Files on their way are kept as they are, and those that go on are found.

import { beforeEach, describe, expect, it } from 'vitest';
import { idFromHex, type MessageId, type TransferId, type UploadId } from '../../base/ids.js';
import type {
  OfferedPlace,
  Transfer,
  TransferStage,
  TransferStore,
  Upload,
} from '../../core/ports/transfer-store.js';
import { BOB_CONTACT } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

const transferId = (name: string) => idFromHex('transfer', name.repeat(32)) as TransferId;
const offerId = (name: string) => idFromHex('message', name.repeat(32)) as MessageId;
const UPLOAD = idFromHex('upload', '5'.repeat(32)) as UploadId;

const upload: Upload = {
  id: UPLOAD,
  path: '/home/alice/a.txt',
  modifiedMs: 1_700_000_000_000,
  view: 'stripped',
  spoolId: null,
  key: new Uint8Array(32).fill(1),
  header: new Uint8Array(84).fill(2),
  root: null,
};

const SOURCE: OfferedPlace = {
  path: upload.path,
  modifiedMs: upload.modifiedMs,
  spoolId: null,
  keepsMetadata: true,
};

function sample(name: string, stage: TransferStage, direction: 'in' | 'out' = 'in'): Transfer {
  return {
    id: transferId(name),
    contactId: BOB_CONTACT,
    offer: offerId(name),
    state: {
      direction,
      stage,
      pausedByMe: true,
      pausedByPeer: false,
      end: stage === 'ended' ? { reason: 'declined', by: 'peer' } : null,
    },
    name: 'ё.txt',
    mediaType: '',
    header: new Uint8Array(84).fill(3),
    key: null,
    root: null,
    uploadId: direction === 'out' ? UPLOAD : null,
    saveTo: null,
    savedAs: null,
    source: direction === 'out' ? SOURCE : null,
    follows: direction === 'out' ? transferId('f') : null,
    saveError: null,
    isPastBudget: false,
    createdAt: Number.parseInt(name, 16),
    overAt: null,
  };
}

export function transferStoreContract(current: CurrentStore): void {
  describe('transfers', () => {
    let transfers: TransferStore;
    beforeEach(() => {
      ({ transfers } = current().connection.store);
      transfers.putUpload(upload);
    });

    it('are kept as they are', () => {
      const rich: Transfer = {
        ...sample('1', 'ended'),
        key: new Uint8Array(32).fill(9),
        root: new Uint8Array(32).fill(8),
        saveTo: '/tmp',
        savedAs: '/tmp/ё.txt',
        isPastBudget: true,
        overAt: 1_700_000_000_001,
        saveError: { code: 'FOLDER_UNUSABLE', params: { path: '/tmp', reason: 'missing' } },
      };
      transfers.put(rich);
      transfers.put(sample('2', 'running', 'out'));
      expect(transfers.get(rich.id)).toEqual(rich);
      transfers.put({ ...rich, key: null });
      expect(transfers.get(rich.id)).toEqual({ ...rich, key: null });
      expect(transfers.get(transferId('2'))).toEqual(sample('2', 'running', 'out'));
      expect(transfers.get(transferId('3'))).toBeUndefined();
    });

    it('are found by who offers what to whom', () => {
      transfers.put(sample('1', 'offered'));
      transfers.put({ ...sample('2', 'offered', 'out'), offer: offerId('1') });
      expect(transfers.byOffer(BOB_CONTACT, 'in', offerId('1'))?.id).toBe(transferId('1'));
      expect(transfers.byOffer(BOB_CONTACT, 'out', offerId('1'))?.id).toBe(transferId('2'));
      expect(transfers.byOffer(BOB_CONTACT, 'in', offerId('2'))).toBeUndefined();
    });

    it('that are not over are unfinished, oldest first, and done ones that shall be saved', () => {
      const stages: TransferStage[] = ['offered', 'accepted', 'running', 'done', 'ended'];
      for (const [index, stage] of stages.entries()) transfers.put(sample(String(9 - index), stage));
      transfers.put({ ...sample('4', 'done'), saveTo: '/tmp' });
      transfers.put({ ...sample('3', 'done'), saveTo: '/tmp', savedAs: '/tmp/a' });
      expect(transfers.unfinished().map(({ createdAt }) => createdAt)).toEqual([4, 7, 8, 9]);
      expect(transfers.openFrom(BOB_CONTACT)).toBe(3);
      expect(transfers.ofContact(BOB_CONTACT)).toHaveLength(7);
    });

    it('that wait for room are taken up in their order, and are not open meanwhile', () => {
      const first = { ...sample('9', 'waiting'), createdAt: 5 };
      const second = { ...sample('1', 'waiting'), createdAt: 5 };
      for (const transfer of [{ ...sample('8', 'waiting'), createdAt: 6 }, first, second])
        transfers.put(transfer);
      expect(transfers.nextWaiting(BOB_CONTACT)).toEqual(first);
      expect([transfers.waitingFrom(BOB_CONTACT), transfers.openFrom(BOB_CONTACT)]).toEqual([3, 0]);
      expect(transfers.unfinished()).toEqual([]);
      transfers.put({ ...first, state: { ...first.state, stage: 'offered' } });
      expect(transfers.nextWaiting(BOB_CONTACT)).toEqual(second);
      expect([transfers.waitingFrom(BOB_CONTACT), transfers.openFrom(BOB_CONTACT)]).toEqual([2, 1]);
    });

    it('are forgotten with everything they held', () => {
      transfers.put(sample('1', 'done'));
      transfers.put(sample('2', 'done'));
      transfers.remove(transferId('1'));
      expect(transfers.get(transferId('1'))).toBeUndefined();
      expect(transfers.ofContact(BOB_CONTACT)).toEqual([sample('2', 'done')]);
    });

    it('that came without a question are counted, of each contact and of all', () => {
      expect(transfers.unasked(BOB_CONTACT)).toBeUndefined();
      transfers.putUnasked(BOB_CONTACT, { since: 5, bytes: 7 });
      transfers.putUnasked('all', { since: 4, bytes: 9 });
      transfers.putUnasked(BOB_CONTACT, { since: 5, bytes: 8 });
      expect(transfers.unasked(BOB_CONTACT)).toEqual({ since: 5, bytes: 8 });
      expect(transfers.unasked('all')).toEqual({ since: 4, bytes: 9 });
    });

    it('of one upload are found, and the upload with its root', () => {
      transfers.put(sample('1', 'running', 'out'));
      transfers.put(sample('2', 'running'));
      expect(transfers.ofUpload(UPLOAD).map(({ id }) => id)).toEqual([transferId('1')]);
      transfers.putUpload({ ...upload, root: new Uint8Array(32).fill(7) });
      expect(transfers.upload(UPLOAD)).toEqual({ ...upload, root: new Uint8Array(32).fill(7) });
      transfers.put({ ...sample('1', 'done', 'out'), uploadId: null });
      transfers.removeUpload(UPLOAD);
      expect(transfers.upload(UPLOAD)).toBeUndefined();
    });
  });
}
