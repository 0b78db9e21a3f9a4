// What main and the thread of files say to each other. Plain data only.

import type { ErrorCode, ErrorParams } from '../../base/app-error.js';
import type { Bytes, SharedBytes } from '../../base/bytes.js';
import type { SpoolId, TransferId, UploadId } from '../../base/ids.js';
import type { MediaType } from '../../base/media/media-type.js';
import type { MetadataReport } from '../../base/media/stripping.js';
import type { OwnFile, Spool } from '../../core/ports/spool-store.js';
import type { CarryEnd } from '../../adapters/http/file-connection.js';
import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { UploadSource } from './transfer-job.js';

export interface FileThreadOptions {
  /** Where encrypted files lie. */
  readonly directory: string;
  /** The own address to fetch from; the system chooses when undefined. */
  readonly localAddress: string | undefined;
}

/** A file of the owner as it can be offered. */
export interface PreparedFile {
  readonly source: UploadSource & { readonly key: Bytes; readonly header: Bytes };
  /** The last part of its path. */
  readonly name: string;
  /** Of what will be sent. */
  readonly sizeBytes: number;
  readonly metadata: MetadataReport;
}

export interface SealOrder extends UploadSource {
  readonly key: Bytes;
  readonly header: Bytes;
  readonly first: number;
  readonly count: number;
  /** Holds them all. */
  readonly into: SharedBytes;
}

export interface ArrivingFile {
  readonly id: TransferId;
  readonly key: Bytes;
  readonly header: Bytes;
}

/** How far a file is here. kept: whole, verified and under its final name. */
export interface Arrived {
  readonly chunks: number;
  readonly isKept: boolean;
}

/**
 * whole: nothing is missing. stopped: `stopFetching` was called.
 */
export type FetchEnd = CarryEnd | 'stopped';

/** Each call with what it takes and gives. Calls throw AppError. */
export interface FileCalls {
  /** FILE_UNREADABLE {path, reason}, METADATA_UNKNOWN {path}: a photo, but none that can be stripped. */
  prepare: {
    readonly take: Pick<OwnFile, 'path' | 'spool'> & { readonly metadata: 'strip' | 'keep' };
    readonly give: PreparedFile;
  };
  /** What stripping would do to a file. FILE_UNREADABLE {path, reason} */
  metadata: { readonly take: Pick<OwnFile, 'path' | 'spool'>; readonly give: MetadataReport };
  /** Begins a file that is handed over as bytes, under a key that is nowhere else yet. DISK_FULL. */
  beginSpool: { readonly take: { readonly id: SpoolId; readonly sizeBytes: number }; readonly give: Spool };
  /** The next bytes of it, no more than are missing. DISK_FULL. */
  spool: { readonly take: { readonly id: SpoolId; readonly bytes: Bytes }; readonly give: null };
  /** It is whole. */
  keepSpool: { readonly take: { readonly id: SpoolId }; readonly give: null };
  /** A file that arrived as one of the owner's, to be offered again: the same bytes under another name. FILE_LOST, DISK_FULL. */
  spoolKept: { readonly take: { readonly id: SpoolId; readonly kept: ArrivingFile }; readonly give: Spool };
  /** What is here of it leaves the disk. */
  discardSpool: { readonly take: { readonly id: SpoolId }; readonly give: null };
  /** DISK_FULL, FOLDER_UNUSABLE: whether so much may arrive in the home, and so much be saved in a folder. */
  makeRoom: {
    readonly take: {
      readonly arrivingBytes: number;
      readonly saved: { readonly folder: string; readonly sizeBytes: number } | null;
    };
    readonly give: null;
  };
  /** Whether a file that is being sent lies there as it was. FILE_CHANGED, FILE_UNREADABLE, METADATA_UNKNOWN, FILE_LOST. */
  reach: {
    readonly take: UploadSource & { readonly key: Bytes; readonly header: Bytes };
    readonly give: null;
  };
  /** Encrypts chunks, one after another; how many bytes they are. Fails as `reach`. */
  seal: { readonly take: SealOrder; readonly give: number };
  /** Brings chunks to a node that asked for them. Fails as `reach`. */
  push: {
    readonly take: Omit<SealOrder, 'into'> & {
      readonly id: TransferId;
      readonly place: BulkPlace;
      readonly ticket: Bytes;
    };
    readonly give: CarryEnd;
  };
  stopPushing: { readonly take: { readonly id: TransferId }; readonly give: null };
  /** Nobody gets this encryption any more. */
  forgetUpload: { readonly take: { readonly uploadId: UploadId }; readonly give: null };
  /** Checks what is here already. DISK_FULL. */
  open: { readonly take: ArrivingFile; readonly give: Arrived };
  /** Until nothing is missing or it does not go on. DISK_FULL, PAYLOAD_REFUSED. */
  fetch: {
    readonly take: { readonly id: TransferId; readonly place: BulkPlace; readonly ticket: Bytes };
    readonly give: FetchEnd;
  };
  stopFetching: { readonly take: { readonly id: TransferId }; readonly give: null };
  /** The next missing chunks at or behind `from`. */
  missing: {
    readonly take: { readonly id: TransferId; readonly from: number; readonly most: number };
    readonly give: { readonly first: number; readonly count: number } | null;
  };
  /** DISK_FULL, PAYLOAD_REFUSED: it is not that chunk. */
  put: {
    readonly take: { readonly id: TransferId; readonly index: number; readonly sealed: Uint8Array };
    readonly give: null;
  };
  /** Compares the root and gives the whole file its final name. PAYLOAD_REFUSED: the root is another. */
  keep: { readonly take: { readonly id: TransferId; readonly root: Bytes }; readonly give: null };
  /** A clear copy; returns its path. FOLDER_UNUSABLE, DISK_FULL, ACCESS_DENIED, FILE_LOST. */
  save: {
    readonly take: ArrivingFile & { readonly name: string; readonly folder: string };
    readonly give: string;
  };
  /** What a file of the owner may be shown as; null: not at all. NOT_FOUND: a folder. FILE_UNREADABLE, FILE_LOST. */
  look: { readonly take: Pick<OwnFile, 'path' | 'spool'>; readonly give: MediaType | null };
  /** A piece of a file of a type the window shows; empty behind the end. NOT_FOUND, FILE_LOST, FILE_CHANGED. */
  show: {
    readonly take: {
      readonly id: TransferId;
      readonly file: { readonly kept: ArrivingFile } | { readonly own: OwnFile };
      readonly offset: number;
      /** At most 262,144. */
      readonly length: number;
    };
    readonly give: { readonly type: MediaType; readonly sizeBytes: number; readonly bytes: Bytes };
  };
  /** A piece of a file that arrived, whatever it is; empty behind the end. FILE_LOST. */
  copy: {
    readonly take: {
      readonly kept: ArrivingFile;
      readonly offset: number;
      /** At most 262,144. */
      readonly length: number;
    };
    readonly give: { readonly sizeBytes: number; readonly bytes: Bytes };
  };
  /** What is here of it leaves the disk. */
  discard: { readonly take: { readonly id: TransferId }; readonly give: null };
  /** Files of these names, as `placedFile` reads them, leave the disk. */
  sweep: { readonly take: { readonly names: readonly string[] }; readonly give: null };
  /** As `close`, but what was verified of it is not read again when it goes on. */
  rest: { readonly take: { readonly id: TransferId }; readonly give: null };
  /** Closes its files; what is here stays. */
  close: { readonly take: { readonly id: TransferId }; readonly give: null };
}

export type FileCall = keyof FileCalls;

export interface ToFileThread<Call extends FileCall = FileCall> {
  readonly id: number;
  readonly call: Call;
  readonly take: FileCalls[Call]['take'];
}

export type FromFileThread =
  | { readonly type: 'done'; readonly id: number; readonly give: unknown }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly error: { readonly code: ErrorCode; readonly params: ErrorParams };
    }
  | FileEvent;

export type FileEvent =
  /** Verified chunks of a file that arrives; again when something came and none of them is whole yet. */
  | { readonly type: 'progress'; readonly id: TransferId; readonly chunks: number }
  /** Every chunk was encrypted once. */
  | { readonly type: 'complete'; readonly uploadId: UploadId; readonly root: Bytes };
