import { AppError } from '../../base/app-error.js';
import { type Bytes, copyBytes, equalBytes } from '../../base/bytes.js';
import type { ContactId } from '../../base/ids.js';
import type { ContactStore } from '../../core/ports/contact-store.js';
import type { GivingUp, OutboxRow, OutboxStore, Stream, StreamStore } from '../../core/ports/stream-store.js';
import { Table, type UndoLog } from './table.js';

interface SeenEnvelope {
  readonly contactId: ContactId;
  readonly streamSeq: number;
  readonly hash: Bytes;
  readonly refusal: number | undefined;
}

export function memoryStreams(undoLog: UndoLog, contacts: ContactStore): StreamStore {
  const streams = new Table<Stream>(undoLog);
  const retired = new Table<true>(undoLog);
  const seen = new Table<SeenEnvelope>(undoLog);
  const claims = new Table<number>(undoLog);
  return {
    get: (contactId) => streams.get(contactId),
    put: (stream) => {
      requireContact(contacts, stream.contactId);
      streams.set(stream.contactId, stream);
    },
    retire: (contactId, incarnation) => {
      requireContact(contacts, contactId);
      retired.set(`${contactId}/${incarnation}`, true);
    },
    isRetired: (contactId, incarnation) => retired.has(`${contactId}/${incarnation}`),
    addSeen: (contactId, streamSeq, hash, refusal) => {
      requireContact(contacts, contactId);
      seen.set(`${contactId}/${String(streamSeq)}`, { contactId, streamSeq, hash: copyBytes(hash), refusal });
    },
    refusedAbove: (contactId, above) =>
      seen
        .all()
        .filter((row) => row.contactId === contactId && row.streamSeq > above)
        .sort((a, b) => a.streamSeq - b.streamSeq)
        .flatMap(({ streamSeq, hash, refusal }) =>
          refusal === undefined ? [] : [{ streamSeq, hash, refusal }],
        ),
    seen: (contactId, streamSeq) => seen.get(`${contactId}/${String(streamSeq)}`)?.hash,
    hasSeenAbove: (contactId, streamSeq, hash) =>
      seen
        .all()
        .some(
          (row) => row.contactId === contactId && row.streamSeq > streamSeq && equalBytes(row.hash, hash),
        ),
    forgetSeen: (contactId) => {
      seen.deleteWhere((row) => row.contactId === contactId);
    },
    lifeClaims: (contactId) => claims.get(contactId) ?? 0,
    setLifeClaims: (contactId, count) => {
      requireContact(contacts, contactId);
      claims.set(contactId, count);
    },
  };
}

export function memoryOutbox(undoLog: UndoLog, contacts: ContactStore): OutboxStore {
  const rows = new Table<OutboxRow>(undoLog);
  const jobs = new Table<GivingUp>(undoLog);
  const lastId = new Table<number>(undoLog);
  const owedTo = (contactId: ContactId) =>
    rows
      .all()
      .filter((row) => row.contactId === contactId)
      .sort((a, b) => a.id - b.id);
  const sealedFor = (contactId: ContactId) =>
    owedTo(contactId)
      .filter((row) => row.sealed !== null)
      .sort((a, b) => streamSeqOf(a) - streamSeqOf(b));
  const change = (id: number, fields: Partial<OutboxRow>) => {
    const row = rows.get(String(id));
    if (row) rows.set(String(id), { ...row, ...fields });
  };
  return {
    append: (row) => {
      requireContact(contacts, row.contactId);
      const id = (lastId.get('outbox') ?? 0) + 1;
      lastId.set('outbox', id);
      rows.set(String(id), { ...row, id, sealed: null });
      return id;
    },
    nextUnsealed: (contactId, limit, which = 'all') =>
      owedTo(contactId)
        .filter((row) => row.sealed === null && (which === 'all' || row.kind === 'service'))
        .slice(0, limit),
    firstUnsealedNumbered: (contactId, which = 'all') =>
      owedTo(contactId).find(
        ({ sealed, kind }) => sealed === null && kind !== 'service' && (which === 'all' || kind !== 'repeat'),
      ),
    sealedAbove: (contactId, streamSeq) => sealedFor(contactId).filter((row) => streamSeqOf(row) > streamSeq),
    sealedAt: (contactId, streamSeq) => sealedFor(contactId).find((row) => streamSeqOf(row) === streamSeq),
    sealedCount: (contactId) => sealedFor(contactId).length,
    seal: (id, sealed) => {
      change(id, { sealed });
    },
    unsealAll: (contactId) => {
      for (const row of sealedFor(contactId)) change(row.id, { sealed: null });
    },
    setPayload: (id, payload) => {
      change(id, { payload });
    },
    giveUp: (id, place) => {
      change(id, { ...place, kind: 'place' });
    },
    takeAcked: (contactId, streamSeq) => {
      const acked = sealedFor(contactId).filter((row) => streamSeqOf(row) <= streamSeq);
      for (const row of acked) rows.delete(String(row.id));
      return acked.flatMap(({ messageId, kind, sealed }) =>
        sealed ? [{ messageId, kind, streamSeq: sealed.streamSeq, hash: sealed.hash }] : [],
      );
    },
    find: (contactId, messageId) => owedTo(contactId).find((row) => row.messageId === messageId),
    findUnsealed: (contactId, messageId) =>
      owedTo(contactId).find((row) => row.sealed === null && row.messageId === messageId),
    all: owedTo,
    remove: (id) => {
      rows.delete(String(id));
    },
    lastUnsealed: (contactId) => owedTo(contactId).findLast((row) => row.sealed === null)?.id,
    unsealedBetween: ({ contactId, reached, upTo }, limit) =>
      owedTo(contactId)
        .filter((row) => row.sealed === null && row.id > reached && row.id <= upTo)
        .slice(0, limit),
    givingUp: (contactId) => jobs.get(contactId),
    anyGivingUp: () => jobs.all()[0],
    setGivingUp: (job) => {
      requireContact(contacts, job.contactId);
      jobs.set(job.contactId, job);
    },
    endGivingUp: (contactId) => {
      jobs.delete(contactId);
    },
    removeAll: (contactId) => {
      jobs.delete(contactId);
      rows.deleteWhere((row) => row.contactId === contactId);
    },
  };
}

function streamSeqOf(row: OutboxRow): number {
  return row.sealed?.streamSeq ?? 0;
}

function requireContact(contacts: ContactStore, contactId: ContactId): void {
  if (!contacts.get(contactId)) throw new AppError('COMMAND_FAILED');
}
