import type { Bytes } from '../../base/bytes.js';
import type { AttachmentId, ConversationId, SpoolId } from '../../base/ids.js';

/** A file the owner is about to send: where it lies, and what it is called. */
export interface Attachment {
  readonly id: AttachmentId;
  /** Absolute; of a spool its name. */
  readonly path: string;
  /** It was handed over as bytes, which lie in the home. */
  readonly spoolId: SpoolId | null;
  readonly name: string;
  readonly sizeBytes: number;
  /** A photo goes as it lies there. */
  readonly keepMetadata: boolean;
  /** Goes with its offer, as `isThumbnail` has it. */
  readonly thumbnail: Bytes | null;
}

/** Files that belong to what is being written, kept like the draft. Owner: conversation. */
export interface AttachmentStore {
  get(id: AttachmentId): Attachment | undefined;
  /** In their order. */
  of(conversationId: ConversationId): readonly Attachment[];
  /** Attached to nothing yet. One of this id that is there stays as it is. */
  add(attachment: Attachment): void;
  /** Exactly these, in this order; whatever else was attached to the conversation is forgotten, and returned. */
  attach(conversationId: ConversationId, ids: readonly AttachmentId[]): readonly Attachment[];
  /** Of those attached to the conversation, exactly these go with their metadata. */
  keepMetadata(conversationId: ConversationId, ids: readonly AttachmentId[]): void;
  /** It went: forgets it, and tells where it was attached. Undefined: it is not there. */
  take(id: AttachmentId): { readonly conversationId: ConversationId | null } | undefined;
  putThumbnail(id: AttachmentId, thumbnail: Bytes): void;
  /** Forgets what is attached to nothing, but the newest `most`, and returns it. */
  keepLoose(most: number): readonly Attachment[];
  /** Forgets this one if it is attached to nothing, and returns it. */
  dropLoose(id: AttachmentId): Attachment | undefined;
}
