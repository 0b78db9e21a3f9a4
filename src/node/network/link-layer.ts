// What the rest of the node sees of the network: links that are up, frames that come and go, and how dialling stands.

import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { AppError, ErrorCode } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { Incarnation, NodeId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';
import type { KeyPair } from '../../core/ports/link-crypto.js';
import type { Frame } from '../../protocol/frame-codec.js';
import type { CloseReason } from '../../protocol/registry.js';

/** What this node proves in a handshake and serves to anyone. */
export interface LinkCredentials {
  readonly nodeId: NodeId;
  /** Encoded `Credentials`; its signature covers `staticKey.publicKey`. */
  readonly encoded: Bytes;
  readonly staticKey: KeyPair;
  /** Encoded `Signed` public record, at most 1 KiB. */
  readonly record: Bytes;
}

/** A contact: let in as one, and dialled. */
export interface DialTarget {
  readonly nodeId: NodeId;
  /** A request to them, or its withdrawal, has no answer yet: they are dialled ever more rarely. */
  readonly isUnanswered: boolean;
  /** As the owner gave them: `host:port`, IPv6 literals in brackets, best first. Tried in turn. */
  readonly addresses: readonly string[];
  /** What the peer says of itself, tried after those, and never into this machine or its network (`learned-address.ts`). */
  readonly learned: readonly string[];
  /** The IP its last own call came from, before this run; null: none is known. */
  readonly calledFrom: string | null;
  /** When that was, Unix ms. */
  readonly calledAt: number | null;
}

export interface PeerRecord {
  /** Encoded `Signed`, verified. */
  readonly signed: Bytes;
  readonly sequence: number;
  /** `host:port`, IPv6 literals in brackets. */
  readonly addresses: readonly string[];
}

export interface LinkUp {
  readonly linkId: number;
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  /** Protocol version of the link. */
  readonly version: number;
  readonly record: PeerRecord | null;
  readonly direction: 'in' | 'out';
  /** The address that was dialled. */
  readonly address: string | null;
  readonly remoteIp: string;
}

/** A Close frame of either side, or what ended the link without one. */
export type DownReason = { readonly code: ErrorCode } | { readonly close: CloseReason };

/**
 * How it stands with one contact. up: a link lives. dialling: an attempt is under way. waiting: the next one is due at
 * `nextAttemptAt`. off: not dialled by itself. Times are Unix ms.
 */
export interface DialStatus {
  readonly nodeId: NodeId;
  readonly state: 'up' | 'dialling' | 'waiting' | 'off';
  readonly linkId: number | null;
  readonly direction: 'in' | 'out' | null;
  /** Of the link, or of the attempt under way. */
  readonly address: string | null;
  /** When this state began. */
  readonly since: number;
  readonly nextAttemptAt: number | null;
  /** Why the last attempt failed; null once a link is up. */
  readonly error: AppError | null;
  /** The peer's last sign of life in this process, 0 when none. */
  readonly lastSeenAt: number;
}

/** `down` and `changed` may come from inside a call of `LinkLayer` that causes them. */
export interface LinkListener {
  /** At most one link per node is up; of two, `down` of the old one comes first. */
  up(link: LinkUp): void;
  down(linkId: number, nodeId: NodeId, reason: DownReason): void;
  /**
   * Everything but ping, pong and close, in order. From a node that is no contact only contactRequest and
   * requestWithdrawn and requestForgotten.
   */
  frame(linkId: number, nodeId: NodeId, frame: Frame): void;
  /** `send` answered 'full' before and would not now. */
  writable(linkId: number): void;
  changed(nodeId: NodeId, status: DialStatus): void;
}

/** Who answered at an address, proved. */
export interface ProbedNode {
  readonly nodeId: NodeId;
  readonly record: PeerRecord | null;
  readonly address: string;
}

export interface LinkLayer {
  /** Throws AppError PORT_BUSY, ADDRESS_UNAVAILABLE or ACCESS_DENIED {host, port}. Port 0 takes any free one. */
  listen(options: { readonly host: string; readonly port: number }): Promise<{ host: string; port: number }>;
  /**
   * Without credentials nothing is dialled or accepted. Links that exist are closed with `closeWith` and dialled again;
   * null keeps them, when only the record changed.
   */
  setCredentials(credentials: LinkCredentials, closeWith: CloseReason | null): void;
  /** The contacts, all of them. Links to nodes no longer named go on as links to strangers. */
  setTargets(targets: readonly DialTarget[]): void;
  /** One of them came, changed or, with null, went. */
  setTarget(nodeId: NodeId, target: DialTarget | null): void;
  /** Frames of files are full earlier, so that others are not stuck behind them. full: not taken, wait for `writable`. gone: the link is no more, `down` was or will be called. */
  send(linkId: number, frame: Frame): 'sent' | 'full' | 'gone';
  /** A whole chunk of a file reached this node, or the node at the other end: its way is worth dialling soon, should it break. */
  carried(nodeId: NodeId): void;
  /** Addresses of the node at the other end of its link where HTTPS may be spoken, and the TLS key that must answer. */
  bulkPlaces(nodeId: NodeId): readonly BulkPlace[];
  /** False: the receiver cannot keep up and the peer has to wait; true: go on. */
  setReading(linkId: number, isReading: boolean): void;
  closeLink(linkId: number, reason: CloseReason): void;
  /**
   * Who answers at `address`: asks for its record and lets it prove that it is the node the record names. This node does
   * not name itself. Errors: TARGET_INVALID, NODE_LOCKED, LINK_TO_SELF, PEER_* and HANDSHAKE_FAILED {address}.
   */
  probe(address: string, expect?: NodeId): Promise<Result<ProbedNode, AppError>>;
  /** Dials a target at once unless a link is up or an attempt under way. */
  dialNow(nodeId: NodeId): void;
  /** One for each target. */
  statuses(): readonly DialStatus[];
  /** Closes every link with this reason and the listener; nothing is dialled or reported afterwards. */
  stop(reason: 'shutdown' | 'locked'): Promise<void>;
}
