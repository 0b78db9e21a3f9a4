// Messages the lane asks for again at once: the last one of each author, which the next one is chained to, and those that
// wait for their acknowledgement.

import type { ConversationId, NodeId } from '../../base/ids.js';
import type { Message } from '../../core/ports/message-store.js';
import type { RowCache, RowCaches } from './row-cache.js';

export class RecentMessages {
  readonly #last: RowCache<string, Message>;
  readonly #byId: RowCache<string, Message>;

  constructor(caches: RowCaches) {
    this.#last = caches.make();
    this.#byId = caches.make();
  }

  last(
    conversation: ConversationId,
    author: NodeId | null,
    read: () => Message | undefined,
  ): Message | undefined {
    return this.#last.get(keyOf(conversation, author), read);
  }

  /** The last message when it is known without asking. */
  knownLast({ conversationId, author }: Pick<Message, 'conversationId' | 'author'>): Message | undefined {
    return this.#last.peek(keyOf(conversationId, author));
  }

  byId(
    { conversationId, author, id }: Pick<Message, 'conversationId' | 'author' | 'id'>,
    read: () => Message | undefined,
  ): Message | undefined {
    return this.#byId.get(keyOf(conversationId, author, id), read);
  }

  /** @param isLast whether it is known to be the author's last */
  added(message: Message, isLast: boolean): void {
    const { conversationId, author, id, state, authorSeq } = message;
    if (state === 'queued') this.#byId.put(keyOf(conversationId, author, id), message);
    const last = this.knownLast(message);
    if (last ? last.authorSeq < authorSeq : isLast) this.#last.put(keyOf(conversationId, author), message);
  }

  changed(
    message: Pick<Message, 'conversationId' | 'author' | 'id'>,
    change: Pick<Message, 'state' | 'failure'>,
  ): void {
    const { conversationId, author, id } = message;
    const key = keyOf(conversationId, author, id);
    const known = this.#byId.peek(key);
    if (known) this.#byId.put(key, { ...known, ...change });
    const last = this.knownLast(message);
    if (last?.id === id) this.#last.put(keyOf(conversationId, author), { ...last, ...change });
  }

  /** Messages were moved, read or deleted. */
  clear(): void {
    this.#last.clear();
    this.#byId.clear();
  }
}

function keyOf(conversation: ConversationId, author: NodeId | null, id = ''): string {
  return `${conversation}/${author ?? ''}/${id}`;
}
