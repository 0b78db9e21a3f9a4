// Who asks for a file that is over here, or was never offered, is told so once on a link: it would ask for ever.

import type { MessageId, NodeId } from '../../base/ids.js';

/** Offers of one link that are remembered; whoever asks for more that are none is not told. */
export const MOST_LATE_WANTS = 100;

export class LateWants {
  readonly #told = new Map<number, Set<MessageId>>();

  constructor(private readonly tell: (nodeId: NodeId, offer: MessageId) => void) {}

  wanted(linkId: number, nodeId: NodeId, offer: MessageId): void {
    const told = this.#told.get(linkId) ?? new Set();
    this.#told.set(linkId, told);
    if (told.has(offer) || told.size >= MOST_LATE_WANTS) return;
    told.add(offer);
    this.tell(nodeId, offer);
  }

  linkDown(linkId: number): void {
    this.#told.delete(linkId);
  }
}
