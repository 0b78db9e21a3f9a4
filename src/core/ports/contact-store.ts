import type { Bytes } from '../../base/bytes.js';
import type { ContactId, NodeId, RequestId } from '../../base/ids.js';

/**
 * requested: our request waits for an answer. approved: both sides agreed. frozen: a key change waits for the owner.
 * blocked: nothing in or out. removed: gone for the owner; the row stays so that the pair's numbering goes on when they
 * add each other again.
 */
export type ContactState = 'requested' | 'approved' | 'frozen' | 'blocked' | 'removed';
export type TrustLevel = 'address' | 'link' | 'introduced' | 'compared';

/** Which files a contact offers are taken without asking. */
export interface FileRule {
  readonly accept: 'ask' | 'images' | 'all';
  /** Larger ones are asked about. */
  readonly mostBytes: number;
}

/** A pinned key and what the owner decided about it. */
export interface Contact {
  readonly id: ContactId;
  readonly nodeId: NodeId;
  /** `IdentityCipher.fingerprint(nodeId)`, kept so that readers need no cryptography: 30 digits. */
  readonly fingerprint: string;
  readonly state: ContactState;
  /** The state before it was frozen or blocked, to return to. */
  readonly stateBefore: ContactState | null;
  readonly trust: TrustLevel;
  /** How it was trusted before it was compared, to return to. */
  readonly trustBefore: TrustLevel | null;
  /** The owner's own name for the contact; empty when none was chosen. */
  readonly name: string;
  readonly profileName: string | null;
  readonly note: string;
  /** `host:port` the owner typed, null when none. */
  readonly typedAddress: string | null;
  /** The newest verified record (encoded `Signed`) and its sequence. */
  readonly record: Bytes | null;
  readonly recordSequence: number;
  /**
   * Our unanswered request (encoded `Signed`), sent on every new link until answered. The id alone, of a contact that is
   * removed: it was withdrawn, and its recipient has still to be told.
   */
  readonly requestId: RequestId | null;
  readonly request: Bytes | null;
  /** The owner kept this key when somebody claimed to replace it: claims without its signature freeze no more. */
  readonly keyKept: boolean;
  readonly since: number;
  /** When it last called this node, Unix ms; null: never. */
  readonly reachedAt: number | null;
  /** The IP that call came from; null: none is known. */
  readonly calledFrom: string | null;
  readonly fileRule: FileRule;
}

/** The contacts of this store. Owner: trust. */
export interface ContactStore {
  get(id: ContactId): Contact | undefined;
  byNode(nodeId: NodeId): Contact | undefined;
  /** Every contact, removed ones included. */
  all(): readonly Contact[];
  /** Inserts or replaces the whole row. */
  put(contact: Contact): void;
}

/** A request from a node that is not a contact, waiting for the owner. */
export interface IncomingRequest {
  readonly id: RequestId;
  readonly nodeId: NodeId;
  /** As in `Contact`. */
  readonly fingerprint: string;
  /** Encoded `Signed` ContactRequest as received. */
  readonly signed: Bytes;
  readonly name: string;
  readonly note: string;
  readonly observedAddress: string | null;
  readonly replaces: NodeId | null;
  readonly countersigned: boolean;
  readonly receivedAt: number;
}

/** answered: this request was accepted or declined and is ignored when repeated. blocked: every request is. */
export type Settled = 'blocked' | { readonly answered: RequestId };

/** Requests that wait for the owner, and what was refused. Owner: trust. */
export interface RequestStore {
  get(id: RequestId): IncomingRequest | undefined;
  byNode(nodeId: NodeId): IncomingRequest | undefined;
  /** All that claim to replace this identity. */
  replacing(nodeId: NodeId): readonly IncomingRequest[];
  count(): number;
  /** Where those came from whose place is known (`observedAddress`), one for each. */
  places(): readonly string[];
  /** Inserts; a request of the same node replaces its earlier one. */
  put(request: IncomingRequest): void;
  remove(id: RequestId): void;
  /** Remembers what became of a node's last request; replaces what was remembered of the node before. */
  settle(nodeId: NodeId, settled: Exclude<Settled, 'blocked'>): void;
  /** As `settle`, for good; name and digits stay, so that the owner can tell whom to let in again. */
  block(sender: Pick<IncomingRequest, 'nodeId' | 'name' | 'fingerprint'>): void;
  settledOf(nodeId: NodeId): Settled | undefined;
  forgetSettled(nodeId: NodeId): void;
}
