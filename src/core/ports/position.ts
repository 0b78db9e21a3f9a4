// The place of a message in its conversation: (lamport, author, author_seq), equal on every member (DESIGN 7).

import type { NodeId } from '../../base/ids.js';

/**
 * The author's rank in the order: the first 52 bits of the NodeId, so that it is exact as a number and an index stays
 * small. Two authors of one conversation who share them still sort alike everywhere, by author_seq.
 */
export function authorRank(author: NodeId | null): number {
  return author === null ? 0 : Number.parseInt(author.slice(0, 13), 16);
}

/** Where a message stands in its conversation. */
export interface Position {
  readonly lamport: number;
  readonly rank: number;
  readonly authorSeq: number;
}

/** Fixed-width text that sorts like the position: 14 + 13 + 14 hexadecimal digits. */
export function formatPosition(lamport: number, rank: number, authorSeq: number): string {
  return hex(lamport, 14) + hex(rank, 13) + hex(authorSeq, 14);
}

/** The numbers of a position text, or undefined when it is not one. */
export function parsePosition(text: string): Position | undefined {
  if (!/^[0-9a-f]{41}$/.test(text)) return undefined;
  return {
    lamport: Number.parseInt(text.slice(0, 14), 16),
    rank: Number.parseInt(text.slice(14, 27), 16),
    authorSeq: Number.parseInt(text.slice(27), 16),
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
