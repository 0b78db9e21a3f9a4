import type { ConversationId, MessageId, NodeId } from '../../base/ids.js';

export function keyOf(conversationId: ConversationId, author: NodeId | null, id: MessageId): string {
  return `${conversationId}/${author ?? ''}/${id}`;
}
