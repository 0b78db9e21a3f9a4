// What the threads that move bytes must know of one transfer, as the commit lane last left it. Plain data.

import type { Bytes } from '../../base/bytes.js';
import type { AttachmentId, MessageId, NodeId, TransferId, UploadId } from '../../base/ids.js';
import type { Attachment } from '../../core/ports/attachment-store.js';
import type { OwnFile, Spool } from '../../core/ports/spool-store.js';
import type { SaveError, SourceView, TransferState } from '../../core/ports/transfer-store.js';

export interface TransferJob {
  readonly id: TransferId;
  /** Whose node is at the other end. */
  readonly nodeId: NodeId;
  readonly offer: MessageId;
  readonly state: TransferState;
  /** Nothing may be sent to the contact until the owner decided about its key. */
  readonly isHeld: boolean;
  /** As its sender gave it. */
  readonly name: string;
  /** 84 bytes. */
  readonly header: Bytes;
  /** Null: not known, or given up. */
  readonly key: Bytes | null;
  /** Null until every chunk was encrypted once. */
  readonly root: Bytes | null;
  /** Of an outgoing file that is not over. */
  readonly source: UploadSource | null;
  /** Where a clear copy is still to be saved. */
  readonly saveTo: string | null;
}

/** A file of the owner and what it is encrypted with. */
export interface UploadSource extends OwnFile {
  readonly uploadId: UploadId;
  readonly view: SourceView;
}

/** What the threads that move bytes tell the commit lane, and what it does about it in one commit. */
export type TransferAct =
  | {
      readonly act: 'offer';
      readonly source: UploadSource & { readonly key: Bytes; readonly header: Bytes };
      readonly name: string;
      readonly mediaType: string;
      readonly thumbnail: Bytes | null;
      readonly keepsMetadata: boolean;
      /** A file of the owner's that ended, which its recipient gets anew. */
      readonly follows: TransferId | null;
      /** It was attached, and is no more once it is offered. */
      readonly attachmentId?: AttachmentId | undefined;
      readonly to: readonly { readonly id: string; readonly contactId: string }[];
    }
  /** Whether this offer was made before: answered with the ids of its transfers, or null. Throws COMMAND_REUSED_ID. */
  | {
      readonly act: 'offeredBefore';
      readonly to: readonly { readonly id: string; readonly contactId: string }[];
    }
  /** Throws ATTACHMENTS_FULL {most} where no more may be attached. */
  | { readonly act: 'roomToAttach'; readonly conversationId: string }
  /** What was handed over shall not be attached after all; what is attached stays. */
  | { readonly act: 'dropLoose'; readonly id: AttachmentId }
  /** The node begins: what was handed over and is attached to nothing, nobody will attach any more. */
  | { readonly act: 'forgetLoose' }
  /** The owner handed it to a face, to be attached. */
  | {
      readonly act: 'handOver';
      readonly attachment: Omit<Attachment, 'spoolId'>;
      /** Where its bytes are, if they were handed over. */
      readonly spool: Spool | null;
    }
  | { readonly act: 'accept'; readonly transferId: string; readonly saveTo: string | null }
  /** Every chunk of the upload was encrypted once. */
  | { readonly act: 'complete'; readonly uploadId: UploadId; readonly root: Bytes }
  /** The file of the owner is not what was offered any more, or not there to be read. */
  | { readonly act: 'sourceLost'; readonly uploadId: UploadId; readonly reason: 'sourceChanged' | 'gone' }
  /** A contact asks on the link for a file of which nothing leaves any more. */
  | { readonly act: 'wantedLate'; readonly nodeId: NodeId; readonly offer: MessageId }
  | { readonly act: 'kept'; readonly transferId: TransferId }
  /** What came is not what its sender announced. */
  | { readonly act: 'damaged'; readonly transferId: TransferId }
  /** The clear copy that was wanted in `folder` stands at `path`. */
  | {
      readonly act: 'saved';
      readonly transferId: TransferId;
      readonly folder: string;
      readonly path: string;
    }
  /** It cannot be made there, and is not tried again by itself. */
  | {
      readonly act: 'notSaved';
      readonly transferId: TransferId;
      readonly folder: string;
      readonly error: SaveError;
    }
  /** Answered with `FileOwners`; changes nothing. */
  | { readonly act: 'ownersOf'; readonly ids: readonly string[] };

/** Of the ids that were asked about: everything that lies under it is needed, or only the whole file; others are nobody's. */
export interface FileOwners {
  readonly whole: readonly string[];
  readonly kept: readonly string[];
}
