// Alice's node with a conversation with Bob, two messages long, that takes what she sends; and her terminal, on which it is open.

import { runCommandLine } from '../../src/cli/program.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal } from './fake-shell.js';
import { contact, CONVERSATION, conversation, link, message } from './people.js';
import { until } from './until.js';

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

export interface OpenChat {
  readonly terminal: FakeTerminal;
  /** The exit code, once the chat is over. */
  readonly done: Promise<number>;
  /** By Ctrl+C. */
  readonly leave: () => Promise<number>;
}

/** `kith chat Bob` on a terminal, once it has shown `shown`. @param typed as soon as it asks; may be empty */
export async function openChat(node: FakeNode, typed: string, shown: string): Promise<OpenChat> {
  const terminal = new FakeTerminal({ node, script: typed === '' ? [] : [['> ', typed]] });
  const done = runCommandLine(['chat', 'Bob'], terminal.shell);
  await until(() => terminal.out.text.includes(shown));
  const leave = () => {
    terminal.interrupt();
    return done;
  };
  return { terminal, done, leave };
}
