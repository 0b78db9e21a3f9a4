// What is typed into a chat and what the store keeps of it.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { BOB, chatting, openChat, type OpenChat } from './chatting.js';
import type { FakeNode } from './fake-node.js';
import type { FakeTerminal } from './fake-shell.js';
import { CONVERSATION, conversation } from './people.js';
import { until } from './until.js';

const LEAVE_SCREEN = '\u001b[?2004l\u001b[?1049l';

describe('the draft of a chat', () => {
  it('keeps what is being typed while it is typed', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'almost', '> almost');
    terminal.passTime();
    await until(() => node.called('setDraft').length > 0);
    expect(node.called('setDraft')).toEqual([{ conversationId: CONVERSATION, text: 'almost' }]);
    expect(await leave()).toBe(0);
  });

  it('shows what could not be kept when the owner leaves without a node', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'unsent', '> unsent');
    node.vanish();
    await until(() => terminal.out.text.includes('your node has stopped'));
    expect(await leave()).toBe(0);
    expect(terminal.out.text.split(LEAVE_SCREEN)[1]).toContain('Not sent and not kept:\nunsent');
  });

  const drafts = (node: FakeNode) =>
    node.called('setDraft').map((params) => (params as { text: string }).text);

  /** Until the node has everything that was told it before. */
  const answered = async (terminal: FakeTerminal) => {
    const seen = terminal.out.text.length;
    terminal.shell.input.push('\u0015/retry\r');
    await until(() => terminal.out.text.slice(seen).includes('Calling their node now'));
  };

  /** A chat in which this was typed, kept as a draft, and sent. */
  const sent = async (node: FakeNode, text: string): Promise<OpenChat> => {
    const chat = await openChat(node, text, `> ${text}`);
    const { terminal } = chat;
    terminal.passTime();
    await until(() => drafts(node).length > 0);
    terminal.shell.input.emit('keypress', undefined, { name: 'return' });
    await until(() => terminal.out.text.includes(`${text} ·`));
    return chat;
  };

  it('is empty again once its text was sent', async () => {
    const node = chatting();
    const { terminal, leave } = await sent(node, 'hello there');
    terminal.passTime();
    await answered(terminal);
    expect(drafts(node)).toEqual(['hello there', '']);
    await leave();
    expect(drafts(node)).toHaveLength(2);
  });

  it('is empty again when the node was away at that moment', async () => {
    const node = chatting();
    const { terminal, leave } = await sent(node, 'hello there');
    node.rows.conversations = [conversation(BOB, { draft: 'hello there' })];
    node.vanish();
    await until(() => terminal.out.text.includes('your node has stopped'));
    terminal.passTime();
    const seen = terminal.out.text.length;
    await until(() => terminal.out.text.slice(seen).includes('Bob: connected'));
    terminal.passTime();
    await answered(terminal);
    expect(drafts(node)).toEqual(['hello there', '']);
    await leave();
  });

  it('that another window wrote meanwhile is left alone', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, '', 'Are you there?');
    node.vanish();
    await until(() => terminal.out.text.includes('your node has stopped'));
    node.rows.conversations = [conversation(BOB, { draft: 'from the window' })];
    terminal.passTime();
    const seen = terminal.out.text.length;
    await until(() => terminal.out.text.slice(seen).includes('Bob: connected'));
    await leave();
    expect(drafts(node)).toEqual([]);
  });

  it('is what the node refused to send, however late', async () => {
    const late = () => {
      chat.terminal.passTime();
      throw new AppError('CONTACT_FROZEN', { name: 'Bob' });
    };
    const node = chatting('', { sendMessage: late });
    const chat = await openChat(node, 'hi', '> hi');
    const { terminal, leave } = chat;
    terminal.shell.input.push('\r');
    await until(() => terminal.out.text.includes('announced a new key'));
    terminal.passTime();
    await answered(terminal);
    expect(drafts(node)).toEqual(['hi']);
    await leave();
  });
});
