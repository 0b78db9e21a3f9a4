import type { ChangeLog } from '../../core/ports/change-log.js';
import type { Message } from '../../core/ports/message-store.js';
import { authorRank, formatPosition } from '../../core/ports/position.js';

/** Tells live views that a message, and so its conversation, changed. */
export function touchMessage(
  changes: ChangeLog,
  message: Pick<Message, 'conversationId' | 'author' | 'authorSeq' | 'lamport'>,
): void {
  const position = formatPosition(message.lamport, authorRank(message.author), message.authorSeq);
  changes.touch({ kind: 'message', key: `${message.conversationId}/${position}` });
  changes.touch({ kind: 'conversation', key: message.conversationId });
}
