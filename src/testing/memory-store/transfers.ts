import type { ContactId, SpoolId } from '../../base/ids.js';
import type { Transfer, TransferStore, UnaskedSpent, Upload } from '../../core/ports/transfer-store.js';
import { Table, type UndoLog } from './table.js';

export function memoryTransfers(
  undoLog: UndoLog,
): TransferStore & { readonly names: (spoolId: SpoolId) => boolean } {
  const transfers = new Table<Transfer>(undoLog);
  const uploads = new Table<Upload>(undoLog);
  const unasked = new Table<UnaskedSpent>(undoLog);
  const isOpen = ({ state: { stage } }: Transfer) =>
    stage !== 'waiting' && stage !== 'done' && stage !== 'ended';
  const all = () => transfers.all().sort((a, b) => a.createdAt - b.createdAt);
  const waiting = (contactId: ContactId) =>
    all().filter((row) => row.contactId === contactId && row.state.stage === 'waiting');
  return {
    names: (spoolId) =>
      uploads.all().some((row) => row.spoolId === spoolId) ||
      transfers.all().some(({ source }) => source?.spoolId === spoolId),
    get: (id) => transfers.get(id),
    byOffer: (contactId, direction, offer) =>
      all().find(
        (row) => row.contactId === contactId && row.state.direction === direction && row.offer === offer,
      ),
    unfinished: () => all().filter((row) => isOpen(row) || (row.saveTo !== null && row.savedAs === null)),
    openFrom: (contactId) =>
      all().filter((row) => row.contactId === contactId && row.state.direction === 'in' && isOpen(row))
        .length,
    waitingFrom: (contactId) => waiting(contactId).length,
    nextWaiting: (contactId) => waiting(contactId)[0],
    ofContact: (contactId) => all().filter((row) => row.contactId === contactId),
    ofUpload: (id) => all().filter((row) => row.uploadId === id),
    put: (transfer) => {
      transfers.set(transfer.id, transfer);
    },
    remove: (id) => {
      transfers.delete(id);
    },
    unasked: (of) => unasked.get(of),
    putUnasked: (of, spent) => {
      unasked.set(of, spent);
    },
    upload: (id) => uploads.get(id),
    putUpload: (upload) => {
      uploads.set(upload.id, { ...upload, ...uploads.get(upload.id), root: upload.root });
    },
    removeUpload: (id) => {
      uploads.delete(id);
    },
  };
}
