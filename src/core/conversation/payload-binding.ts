// A payload is taken only from whom, for whom and for where it says, and as what it is (SECURITY; DESIGN 6).

import type { ConversationId, NodeId } from '../../base/ids.js';
import type { Content } from '../../protocol/content-codec.js';
import type { RefusalReason } from '../../protocol/registry.js';

/** How far a lamport may run ahead of everything known: bounds what a peer can do to the order. */
export const LAMPORT_JUMP = 1_000_000;

export interface BindingFacts {
  readonly self: NodeId;
  readonly peer: NodeId;
  readonly conversation: ConversationId;
  /** Highest lamport known in the conversation. */
  readonly lamport: number;
}

export interface BoundPayload {
  readonly sender: NodeId;
  readonly recipient: NodeId;
  readonly conversation: ConversationId;
  readonly lamport: number;
  /** 0: it has no place in the conversation. */
  readonly authorSeq: number;
  readonly content: Pick<Content, 'kind'>;
}

export type BindingFault = 'sender' | 'recipient' | 'conversation' | 'lamport' | 'author-seq';

/** What is part of the conversation, and numbered by its author; all else is said beside it. */
const PLACED: ReadonlySet<Content['kind']> = new Set(['text', 'withdrawn', 'fileOffer', 'unknown']);

export function isPlaced({ authorSeq, content }: Pick<BoundPayload, 'authorSeq' | 'content'>): boolean {
  return authorSeq > 0 && PLACED.has(content.kind);
}

/** The first thing that does not fit, or undefined. */
export function checkBinding(payload: BoundPayload, facts: BindingFacts): BindingFault | undefined {
  if (payload.sender !== facts.peer || payload.sender === facts.self) return 'sender';
  if (payload.recipient !== facts.self) return 'recipient';
  if (payload.conversation !== facts.conversation) return 'conversation';
  if (payload.lamport > facts.lamport + LAMPORT_JUMP) return 'lamport';
  if (!isPlaced(payload) && (payload.authorSeq > 0 || PLACED.has(payload.content.kind))) return 'author-seq';
  return undefined;
}

/** Every reason why a decrypted payload is not taken, for our own log. */
export type PayloadFault = BindingFault | 'padding' | 'malformed' | 'place-taken';

/** What its sender hears of it (PROTOCOL 5, EnvelopeRefused): no more than which kind of rule it broke. */
export function refusalOf(fault: PayloadFault): RefusalReason {
  switch (fault) {
    case 'padding':
    case 'malformed':
    case 'author-seq':
    case 'lamport':
      return 'malformed';
    case 'sender':
    case 'recipient':
    case 'conversation':
    case 'place-taken':
      return 'notAllowed';
  }
}
