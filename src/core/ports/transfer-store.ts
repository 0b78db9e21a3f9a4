import type { ErrorCode, ErrorParams } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { ContactId, MessageId, SpoolId, TransferId, UploadId } from '../../base/ids.js';
import type { FileEnd } from '../../protocol/registry.js';

/**
 * waiting: more of this contact's offers are open than may be; it is offered to the owner once there is room, and may be
 * answered before. offered: waits for the recipient's word. accepted: the recipient waits for the key. running: chunks flow. done: the
 * recipient keeps the verified file. ended: nothing more will come.
 */
export type TransferStage = 'waiting' | 'offered' | 'accepted' | 'running' | 'done' | 'ended';

/** Why it ended, and which side said so. keyChanged: its contact goes on under another key, with whom nothing was agreed about it. */
export interface TransferEnd {
  readonly reason: FileEnd | 'keyChanged';
  readonly by: 'me' | 'peer';
}

/** How far one file is, seen from one side. */
export interface TransferState {
  readonly direction: 'in' | 'out';
  readonly stage: TransferStage;
  readonly pausedByMe: boolean;
  readonly pausedByPeer: boolean;
  /** Exactly when `stage` is ended. */
  readonly end: TransferEnd | null;
}

/** As the owner's face puts it into words. */
export interface SaveError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/** One file on its way to or from one contact. */
export interface Transfer {
  readonly id: TransferId;
  readonly contactId: ContactId;
  /** The message that offers it; its author's choice, unique among them only. */
  readonly offer: MessageId;
  readonly state: TransferState;
  /** As its sender gave it: text to be made safe before it is shown or used. */
  readonly name: string;
  readonly mediaType: string;
  /** 84 bytes. */
  readonly header: Bytes;
  /** Of an incoming file, from the sender's word until the file is given up. */
  readonly key: Bytes | null;
  /** Of an incoming file: the hash of the list of its chunks' hashes, once the sender stated it. */
  readonly root: Bytes | null;
  /** Of an outgoing file that is not over. */
  readonly uploadId: UploadId | null;
  /** The folder a clear copy shall be saved in when the file is here. */
  readonly saveTo: string | null;
  /** The clear copy. */
  readonly savedAs: string | null;
  /** Of an outgoing file: where it lay when it was offered. */
  readonly source: OfferedPlace | null;
  /** The outgoing file that ended and is offered to the same contact once more by this one. */
  readonly follows: TransferId | null;
  /** Why the copy that was asked for last could not be made. */
  readonly saveError: SaveError | null;
  /** Its rule would have taken it without a question, but too much came so already. */
  readonly isPastBudget: boolean;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms: since when it is done or ended; of one that is done and could not be saved afterwards, since then. */
  readonly overAt: number | null;
}

/** What came without a question since the day began. */
export interface UnaskedSpent {
  /** Unix ms. */
  readonly since: number;
  readonly bytes: number;
}

/** A file of the owner, where it lies. */
export interface SourcePlace {
  /** Of a spool its name. */
  readonly path: string;
  /** Unix ms of its last change, as the file system had it; of a spool, which never changes, 0. */
  readonly modifiedMs: number;
  /** It was handed over as bytes, which lie in the home. */
  readonly spoolId: SpoolId | null;
}

/** And what its owner wanted of it. */
export interface OfferedPlace extends SourcePlace {
  /** If it is a photo, it goes with its metadata. */
  readonly keepsMetadata: boolean;
}

/** What is sent of a file: all of it, or a photo without its metadata. */
export type SourceView = 'whole' | 'stripped';

/** One encryption of a file of the owner. */
export interface Upload extends SourcePlace {
  readonly id: UploadId;
  readonly view: SourceView;
  readonly key: Bytes;
  readonly header: Bytes;
  /** Once every chunk was encrypted. */
  readonly root: Bytes | null;
}

/** Owner: transfer. */
export interface TransferStore {
  get(id: TransferId): Transfer | undefined;
  byOffer(contactId: ContactId, direction: 'in' | 'out', offer: MessageId): Transfer | undefined;
  /** Those that go on by themselves or wait for somebody's word, oldest first; done ones too while a copy shall be saved. */
  unfinished(): readonly Transfer[];
  /** Incoming offers of the contact that are neither over nor wait for room. */
  openFrom(contactId: ContactId): number;
  /** Incoming offers of the contact that wait for room. */
  waitingFrom(contactId: ContactId): number;
  /** The first of them. */
  nextWaiting(contactId: ContactId): Transfer | undefined;
  ofContact(contactId: ContactId): readonly Transfer[];
  ofUpload(id: UploadId): readonly Transfer[];
  put(transfer: Transfer): void;
  remove(id: TransferId): void;
  /** Of one contact, or of all together. */
  unasked(of: ContactId | 'all'): UnaskedSpent | undefined;
  putUnasked(of: ContactId | 'all', spent: UnaskedSpent): void;
  upload(id: UploadId): Upload | undefined;
  putUpload(upload: Upload): void;
  /** No transfer names it any more. */
  removeUpload(id: UploadId): void;
}
