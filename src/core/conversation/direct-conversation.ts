// The conversation of two nodes has the same id on both sides, without asking each other.

import { utf8 } from '../../base/bytes.js';
import { type ConversationId, idBytes, idFromBytes, type NodeId } from '../../base/ids.js';
import type { Sha256 } from '../ports/sha256.js';

const LABEL = utf8('kith/1/direct');

/** SHA-256("kith/1/direct" || lower NodeId || higher NodeId); notes-to-self when both are equal (DESIGN 1). */
export function directConversationId(sha256: Sha256, a: NodeId, b: NodeId): ConversationId {
  const [lower, higher] = a < b ? [a, b] : [b, a];
  const id = idFromBytes('conversation', sha256(LABEL, idBytes(lower), idBytes(higher)));
  if (id === undefined) throw new TypeError('SHA-256 gave another length than 32');
  return id;
}
