// Two nodes, the link between them and what may still go wrong, as plain data: one state of the model.

import { type Bytes, utf8 } from '../../src/base/bytes.js';
import { type ContactId, idFromBytes, type Incarnation } from '../../src/base/ids.js';
import type { Stream } from '../../src/core/ports/stream-store.js';
import type { PeerMarks } from '../../src/core/session/index.js';

export type Side = 'a' | 'b';
export const SIDES: readonly Side[] = ['a', 'b'];

export interface Written {
  readonly id: string;
  readonly seq: number;
  readonly delivered: boolean;
}

/** `seq` is the stream number and `text` the ciphertext once it is encrypted. */
export interface Owed {
  readonly what: 'message' | 'recovered' | 'end';
  /** Of the message, or the life the end is meant for. */
  readonly id: string;
  readonly authorSeq: number;
  readonly sealed: { readonly seq: number; readonly text: string } | null;
}

/** What is on the disk. A crash keeps it, a restored copy takes it back. */
export interface Disk {
  /** The own incarnations, the present one last. */
  readonly lives: readonly string[];
  readonly stream: ModelStream;
  readonly own: readonly Written[];
  readonly theirs: readonly { readonly id: string; readonly seq: number }[];
  readonly outbox: readonly Owed[];
  readonly retired: readonly string[];
  readonly seen: readonly string[];
}

/** The numbers of `Stream`, with names in place of bytes. */
export interface ModelStream {
  readonly life: string;
  readonly peerLife: string | null;
  readonly sent: number;
  readonly acked: number;
  readonly ackedText: string | null;
  readonly received: number;
  readonly receivedText: string | null;
  readonly recovering: number;
  readonly recoveredTo: number;
  readonly givenBackTo: number | null;
}

/** What a process remembers of the link. */
export interface LinkEnd {
  readonly peerLife: string;
  readonly marksSent: boolean;
  readonly agreed: boolean;
  readonly handedOver: number;
}

export type ModelFrame =
  | { readonly kind: 'marks'; readonly marks: ModelMarks }
  | { readonly kind: 'envelope'; readonly seq: number; readonly text: string; readonly owed: Owed }
  | { readonly kind: 'ack'; readonly seq: number };

export interface ModelMarks {
  readonly life: string;
  readonly peerLife: string | null;
  readonly sent: number;
  readonly received: number;
  readonly receivedText: string | null;
  readonly acked: number;
  readonly authored: number;
  readonly held: number;
  readonly heldId: string | null;
  readonly recovering: boolean;
  readonly whole: number;
}

export interface ModelNode {
  readonly disk: Disk;
  readonly link: LinkEnd | null;
  readonly backup: Disk | null;
  /** On their way to the other node, oldest first; lost with the link. */
  readonly wire: readonly ModelFrame[];
  /** Messages the owner will still write. */
  readonly toWrite: number;
}

export interface Outcome {
  readonly disk: Disk;
  readonly link: LinkEnd | null;
  readonly frames: readonly ModelFrame[];
  /** The node ends the link. */
  readonly closes: boolean;
}

export interface PairState {
  readonly a: ModelNode;
  readonly b: ModelNode;
  readonly faultsLeft: number;
  /** How often an owner will still block the other and think better of it. */
  readonly blocksLeft: number;
  readonly lives: number;
  readonly written: readonly string[];
  /** Messages that were on no disk any more after a copy was put back: nobody can deliver them. */
  readonly gone: readonly string[];
}

export function firstState(plan: {
  readonly a: number;
  readonly b: number;
  readonly faults: number;
  readonly blocks?: number;
}): PairState {
  const node = (life: string, toWrite: number): ModelNode => ({
    disk: {
      lives: [life],
      stream: {
        life,
        peerLife: null,
        sent: 0,
        acked: 0,
        ackedText: null,
        received: 0,
        receivedText: null,
        recovering: 0,
        recoveredTo: 0,
        givenBackTo: null,
      },
      own: [],
      theirs: [],
      outbox: [],
      retired: [],
      seen: [],
    },
    link: null,
    backup: null,
    wire: [],
    toWrite,
  });
  return {
    a: node('l1', plan.a),
    b: node('l2', plan.b),
    faultsLeft: plan.faults,
    blocksLeft: plan.blocks ?? 0,
    lives: 2,
    written: [],
    gone: [],
  };
}

export function other(side: Side): Side {
  return side === 'a' ? 'b' : 'a';
}

/** The life a node is in, unless a restored copy has not noticed yet that another followed. */
export function lifeOf(disk: Disk): string {
  return disk.lives.at(-1) ?? '';
}

const named = new Map<string, Bytes>();

/** Stands for a hash: the same bytes for the same name. */
export function hashOf(name: string | null): Bytes | null {
  if (name === null) return null;
  const known = named.get(name) ?? utf8(name);
  named.set(name, known);
  return known;
}

const incarnations = new Map<string, Incarnation>();

export function incarnationOf(life: string): Incarnation {
  const known = incarnations.get(life);
  if (known) return known;
  const id = idFromBytes('incarnation', utf8(life.padEnd(16, '.')));
  if (!id) throw new RangeError(`${life} is too long a name for a life`);
  incarnations.set(life, id);
  return id;
}

export function lifeNamed(incarnation: Incarnation): string {
  for (const [life, id] of incarnations) if (id === incarnation) return life;
  throw new RangeError('an incarnation of nobody');
}

const CONTACT = '00'.repeat(16) as ContactId;

export function toStream(model: ModelStream): Stream {
  return {
    contactId: CONTACT,
    incarnation: incarnationOf(model.life),
    peerIncarnation: model.peerLife === null ? null : incarnationOf(model.peerLife),
    sent: model.sent,
    acked: model.acked,
    ackedHash: hashOf(model.ackedText),
    received: model.received,
    receivedHash: hashOf(model.receivedText),
    bundle: null,
    answeredBundle: null,
    renewal: null,
    recovering: model.recovering,
    recoveredTo: model.recoveredTo,
    givenBackTo: model.givenBackTo,
    requeue: null,
    takenTo: 0,
    relinks: false,
    renewedAt: 0,
  };
}

/** Back from production's stream; hashes are the bytes of the names they stand for. */
export function fromStream(stream: Stream): ModelStream {
  const name = (hash: Bytes | null) => (hash === null ? null : Buffer.from(hash).toString());
  return {
    life: lifeNamed(stream.incarnation),
    peerLife: stream.peerIncarnation === null ? null : lifeNamed(stream.peerIncarnation),
    sent: stream.sent,
    acked: stream.acked,
    ackedText: name(stream.ackedHash),
    received: stream.received,
    receivedText: name(stream.receivedHash),
    recovering: stream.recovering,
    recoveredTo: stream.recoveredTo,
    givenBackTo: stream.givenBackTo,
  };
}

export function toMarks(marks: ModelMarks): PeerMarks {
  return {
    incarnation: incarnationOf(marks.life),
    peerIncarnation: marks.peerLife === null ? null : incarnationOf(marks.peerLife),
    sent: marks.sent,
    received: marks.received,
    receivedHash: hashOf(marks.receivedText),
    acked: marks.acked,
    authored: marks.authored,
    held: marks.held,
    heldHash: hashOf(marks.heldId),
    lamport: 0,
    recovering: marks.recovering,
    whole: marks.whole,
  };
}
