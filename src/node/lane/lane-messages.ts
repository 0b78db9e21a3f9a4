// What main and the commit lane say to each other across the thread border. Plain data only.

import type { ErrorCode, ErrorParams } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type {
  ContactId,
  ConversationId,
  Incarnation,
  NodeId,
  SpoolId,
  TransferId,
  UploadId,
} from '../../base/ids.js';
import type { CommandName } from '../../contract/commands.js';
import type { DiskCode } from '../../contract/system-codes.js';
import type { Privacy } from '../../core/ports/privacy-store.js';
import type { SignatureLabel } from '../../core/ports/session-cipher.js';
import type { Frame } from '../../protocol/frame-codec.js';
import type { RecordAddress } from '../../protocol/record-codec.js';
import type { CloseReason } from '../../protocol/registry.js';
import type { TransferAct, TransferJob } from '../files/transfer-job.js';

/** One piece of work. Items are taken in the order they came; each succeeds or fails alone. */
export type LaneItem =
  | {
      readonly kind: 'command';
      readonly call: number;
      readonly command: CommandName;
      readonly params: unknown;
    }
  | {
      readonly kind: 'credentials';
      readonly call: number;
      /** Noise static public key of this process, 32 bytes. */
      readonly staticKey: Bytes;
      readonly addresses: readonly RecordAddress[];
      /** Signed once the disk takes it, and not refused because it does not. */
      readonly waitsForDisk: boolean;
    }
  /** From the threads that move the bytes of files, or for them. */
  | { readonly kind: 'transferAct'; readonly call: number; readonly act: TransferAct }
  | { readonly kind: 'linkUp'; readonly link: LinkFacts }
  | { readonly kind: 'linkDown'; readonly linkId: number; readonly nodeId: NodeId }
  | { readonly kind: 'frame'; readonly linkId: number; readonly nodeId: NodeId; readonly frame: Frame }
  | { readonly kind: 'pump'; readonly nodeId: NodeId }
  | { readonly kind: 'goOn'; readonly nodeId: NodeId }
  /** Something the owner must be told that happened outside the lane. */
  | { readonly kind: 'notice'; readonly code: 'VAULT_RESTORED' | 'THREAD_DIED' }
  /** What was queued for who is a contact no more fails, a step of it. */
  | { readonly kind: 'giveUp' }
  /** Deletions that are due become final. */
  | { readonly kind: 'carryOutDeletions' }
  /** The next messages of cleared conversations leave the disk. */
  | { readonly kind: 'erase' }
  /** Of these alone; whoever asked is answered with nothing once all have. */
  | { readonly kind: 'erase'; readonly call: number; readonly cleared: readonly ConversationId[] }
  /** The search index takes in a stride of messages. */
  | { readonly kind: 'indexMessages' }
  /** What was deleted leaves the disk, now that no reader may be in the way. */
  | { readonly kind: 'scrub' }
  /** The disk that failed may work again. */
  | { readonly kind: 'tryDisk' };

export interface LinkFacts {
  readonly linkId: number;
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  /** Protocol version of the link. */
  readonly version: number;
  /** The peer's verified public record, encoded `Signed`. */
  readonly record: { readonly signed: Bytes; readonly sequence: number } | null;
  readonly direction: 'in' | 'out';
  /** Where it came from or where we dialled, `host:port` or an IP. */
  readonly place: string;
}

/** What main does once the commit that explains it is on the disk. */
export type Effect =
  | { readonly kind: 'reply'; readonly call: number; readonly result: unknown }
  | {
      readonly kind: 'replyError';
      readonly call: number;
      readonly error: { code: ErrorCode; params: ErrorParams };
    }
  | { readonly kind: 'send'; readonly linkId: number; readonly frame: Frame }
  | { readonly kind: 'close'; readonly linkId: number; readonly reason: CloseReason }
  /** How it stands with this node now; null: it is neither dialled nor let in as a contact. */
  | { readonly kind: 'contact'; readonly nodeId: NodeId; readonly dialled: DialledContact | null }
  /** What contacts may know from now on. */
  | { readonly kind: 'privacy'; readonly privacy: Privacy }
  | { readonly kind: 'dialNow'; readonly nodeId: NodeId }
  | { readonly kind: 'credentialsChanged' }
  /** Comes back as `goOn`: what had to wait with this peer is due. */
  | { readonly kind: 'goOnLater'; readonly nodeId: NodeId; readonly delayMs: number }
  /** Comes back as `pump`: what was read is said a little later. */
  | { readonly kind: 'receiptsLater'; readonly nodeId: NodeId; readonly delayMs: number }
  /** Comes back as `carryOutDeletions`: messages that were deleted are held until then. */
  | { readonly kind: 'deletionsLater'; readonly delayMs: number }
  /** Comes back as `indexMessages`: there are more. */
  | { readonly kind: 'indexLater' }
  /** Comes back as `scrub`: what was deleted is still in the log. */
  | { readonly kind: 'scrubLater' }
  /** Comes back as `tryDisk`: nothing is taken from anybody until then. */
  | { readonly kind: 'diskFailing'; readonly code: DiskCode }
  | { readonly kind: 'diskWorking' }
  /** A file on its way changed. */
  | { readonly kind: 'transfer'; readonly job: TransferJob }
  /** The owner says that a file of theirs, which was out of reach, is back. */
  | { readonly kind: 'lookAgain'; readonly id: TransferId }
  /** A file was forgotten: what is kept of it leaves the disk. */
  | { readonly kind: 'transferGone'; readonly id: TransferId }
  /** Nobody gets this encryption of a file any more. */
  | { readonly kind: 'uploadGone'; readonly uploadId: UploadId }
  /** Nothing names this file that was handed over as bytes any more. */
  | { readonly kind: 'spoolGone'; readonly id: SpoolId }
  | {
      readonly kind: 'log';
      readonly event: string;
      readonly fields: Readonly<Record<string, string | number>>;
    };

/** A contact the network side must know: whom to dial and whom to let in as one. */
export interface DialledContact {
  /** Gone for the owner: reached only to take a request back. */
  readonly isGone: boolean;
  /** By both sides, and nothing is in doubt: it may hear what its owner's contacts hear. */
  readonly isApproved: boolean;
  /** Asked, or told that the request is taken back, and nothing was heard of it. */
  readonly isUnanswered: boolean;
  readonly contactId: ContactId;
  readonly nodeId: NodeId;
  readonly name: string;
  /** As the owner typed them. */
  readonly addresses: readonly string[];
  /** From the contact's own record, without those above. */
  readonly learned: readonly string[];
  /** The IP its last own call came from. */
  readonly calledFrom: string | null;
  /** When that was, Unix ms. */
  readonly calledAt: number | null;
}

/** Answered at once, outside any transaction. */
export type LaneQuery =
  | {
      readonly kind: 'verify';
      readonly signer: NodeId;
      readonly label: SignatureLabel;
      readonly body: Bytes;
      readonly signature: Bytes;
    }
  | { readonly kind: 'fingerprint'; readonly nodeId: NodeId };

/** Signed statements about this node for the network side. */
export interface CredentialBytes {
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  /** Encoded `Credentials` for the handshake. */
  readonly credentials: Bytes;
  /** Encoded `Signed` public record. */
  readonly record: Bytes;
}

export type ToLane =
  | { readonly type: 'open'; readonly options: LaneOptions }
  | { readonly type: 'items'; readonly items: readonly LaneItem[] }
  | { readonly type: 'query'; readonly id: number; readonly query: LaneQuery }
  | { readonly type: 'close' };

export interface LaneOptions {
  readonly databaseFile: string;
  /** 32 bytes with a buffer of their own, which moves with the message; the thread zeroes them. */
  readonly masterKey: Bytes;
  /** Given when the store is created. */
  readonly createFor: { readonly name: string } | null;
}

export type FromLane =
  | { readonly type: 'opened'; readonly facts: LaneFacts }
  | { readonly type: 'failed'; readonly error: { code: ErrorCode; params: ErrorParams } }
  | {
      readonly type: 'committed';
      readonly rev: number;
      readonly entities: readonly string[];
      readonly effects: readonly Effect[];
      /** Frames worked off with this batch, kept or refused. */
      readonly frames: number;
    }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'closed' };

export interface LaneFacts {
  readonly transfers: readonly TransferJob[];
  readonly nodeId: NodeId;
  readonly name: string;
  readonly fingerprint: string;
  readonly contacts: readonly DialledContact[];
  readonly privacy: Privacy;
}
