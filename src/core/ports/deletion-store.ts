import type { ConversationId, DeletionId } from '../../base/ids.js';
import type { Message } from './message-store.js';

/** Messages the owner deleted together. */
export interface Deletion {
  readonly id: DeletionId;
  readonly conversationId: ConversationId;
  /** Unix ms: when nothing can be had back any more. */
  readonly dueAt: number;
}

/**
 * Messages on their way out of the history. While they are held they are hidden (kind Withdrawn) and not unread, with
 * everything else as it was. Owner: conversation.
 */
export interface DeletionStore {
  get(id: DeletionId): Deletion | undefined;
  /** In the order in which they are due. */
  all(): readonly Deletion[];
  /** Messages that are hidden already are passed over; returns those that are hidden now. */
  hold(deletion: Deletion, messages: readonly Message[]): readonly Message[];
  /** Gives the messages back as they were, and returns them. */
  undo(id: DeletionId): readonly Message[];
  /**
   * Takes the contents out of the database for good; a scrub takes them off the disk. Of a message an empty hidden row stays in its author's
   * order; of a system line nothing does. Returns the messages as they were.
   */
  carryOut(id: DeletionId): readonly Message[];
}
