// Alice's node with a conversation with Bob, two messages long, that takes what she sends.

import { FakeNode } from './fake-node.js';
import { contact, CONVERSATION, conversation, link, message } from './people.js';

export const BOB = contact('Bob');

export function at(position: number, changes: Parameters<typeof message>[1] = {}) {
  return { id: String(position).padStart(32, 'd'), position: String(position).padStart(41, '0'), ...changes };
}

export function chatting(draft = '', changes: ConstructorParameters<typeof FakeNode>[0] = {}): FakeNode {
  const node: FakeNode = new FakeNode(
    {
      sendMessage: ({ id, text }) => {
        const rows = node.rows.messages ?? [];
        node.setRows('messages', [
          ...rows,
          message(text, { ...at(9), id, direction: 'out', state: 'queued' }),
        ]);
        return { messageId: id, conversationId: CONVERSATION };
      },
      ...changes,
    },
    {
      contacts: [BOB],
      links: [link()],
      conversations: [conversation(BOB, { unread: 1, draft })],
      messages: [message('Hello', at(1)), message('Are you there?', at(2, { unread: true }))],
    },
  );
  return node;
}
