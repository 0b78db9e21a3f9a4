import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { until } from './until.js';
import { at, BOB, chatting, openChat } from './chatting.js';
import { kith } from './fake-shell.js';
import { CONVERSATION, conversation, message } from './people.js';

const LEAVE_SCREEN = '\u001b[?2004l\u001b[?1049l';

describe('chat on a terminal', () => {
  it('shows the link, the history, where the unread begins, and marks it read', async () => {
    const node = chatting();
    const { exitCode, out } = await kith(['chat', 'Bob'], { node, script: [['> ', '\u0003']] });
    expect(exitCode).toBe(0);
    expect(out).toContain('Bob: connected');
    expect(out).toMatch(/Bob {2}Hello.*new messages.*Are you there\?/su);
    expect(node.called('markSeen')).toEqual([{ conversationId: CONVERSATION, positions: [at(2).position] }]);
  });

  it('sends what is typed and redraws its ticks', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'Yes, 日本!\r', '日本! ·');
    node.setRows('messages', [message('Yes, 日本!', { ...at(9), direction: 'out', state: 'read' })]);
    await until(() => terminal.out.text.includes('日本! ✓✓'));
    expect(await leave()).toBe(0);
    expect(node.called('sendMessage')).toMatchObject([{ text: 'Yes, 日本!' }]);
  });

  it('says that the contact types, and whether they are there', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, '', 'Are you there?');
    node.setRows('activity', [{ id: BOB.id, typing: true, presence: null }]);
    await until(() => terminal.out.text.includes('· typing…'));
    node.setRows('activity', [{ id: BOB.id, typing: false, presence: 'active' }]);
    await until(() => terminal.out.text.includes('· there'));
    node.setRows('activity', [{ id: BOB.id, typing: false, presence: 'away' }]);
    await until(() => terminal.out.text.includes('· away'));
    expect(await leave()).toBe(0);
  });

  it('tells the node that its owner types, until that is sent, and nothing of commands', async () => {
    const node = chatting();
    const script = [
      ['> ', '/help\r'],
      ['Alt+Enter', 'Hi'],
      ['> Hi', '\r'],
      ['Hi ·', 'and'],
      ['> and', '\u0003'],
    ] as const;
    await kith(['chat', 'Bob'], { node, script });
    const told = node.called('setTyping').map((params) => (params as { typing: boolean }).typing);
    expect(told).toEqual([true, false, true, false]);
    expect(node.called('noteUse')).toHaveLength(1);
  });

  it('sends a paste of several lines as one message, and only with Enter', async () => {
    const node = chatting();
    const script = [
      ['> ', '\u001b[200~one\r\ntwo\r\n\u001b[201~'],
      ['  two', '\u001b\rthree\r'],
      ['three ·', '\u0003'],
    ] as const;
    await kith(['chat', 'Bob'], { node, script });
    expect(node.called('sendMessage')).toMatchObject([{ text: 'one\ntwo\nthree' }]);
  });

  it('gives the terminal back and keeps the draft', async () => {
    const node = chatting('I was');
    const { out, rawModes } = await kith(['chat', 'Bob'], {
      node,
      script: [
        ['> I was', ' saying'],
        ['saying', '\u0003'],
      ],
    });
    expect(out).toContain(LEAVE_SCREEN);
    expect(rawModes).toEqual([true, false]);
    expect(node.called('setDraft')).toEqual([{ conversationId: CONVERSATION, text: 'I was saying' }]);
  });

  it('gives the text back when the node refuses it', async () => {
    const refuse = () => {
      throw new AppError('CONTACT_FROZEN', { name: 'Bob' });
    };
    const node = chatting('', { sendMessage: refuse });
    const script = [
      ['> ', 'hi\r'],
      ['announced a new key', '\u0003'],
    ] as const;
    await kith(['chat', 'Bob'], { node, script });
    expect(node.called('setDraft')).toMatchObject([{ text: 'hi' }]);
  });

  it('has commands for help, comparing, retrying and leaving', async () => {
    const safety = { number: '1'.repeat(60), qr: 'q', mine: '', theirs: '' };
    const node = chatting('', { safetyNumber: () => safety });
    const { exitCode } = await kith(['chat', 'Bob'], {
      node,
      script: [
        ['> ', '/help\r'],
        ['Alt+Enter', '/verify\r'],
        ['11111 11111', '/retry\r'],
        ['Calling their node now', '/sing\r'],
        ['no command /sing', '//slash\r'],
        ['/slash ·', '/quit\r'],
      ],
    });
    expect(exitCode).toBe(0);
    expect(node.called('retryNow')).toEqual([{ contactId: BOB.id }]);
    expect(node.called('sendMessage')).toMatchObject([{ text: '/slash' }]);
  });

  it('retries the message that failed', async () => {
    const node = chatting();
    node.setRows('messages', [message('x', at(3, { direction: 'out', state: 'failed' }))]);
    const script = [
      ['> ', '/retry\r'],
      ['queued again', '\u0003'],
    ] as const;
    await kith(['chat', 'Bob'], { node, script });
    expect(node.called('retryMessage')).toMatchObject([{ messageId: at(3).id }]);
  });

  it('begins where the unread begins and marks it read only when its end was in sight', async () => {
    const node = chatting();
    const rows = Array.from({ length: 60 }, (_, index) =>
      message(`line ${index}`, at(index + 10, { unread: index > 19 })),
    );
    node.setRows('messages', rows);
    const { terminal, leave } = await openChat(node, '', 'more below');
    expect(terminal.out.text).toContain('line 39');
    expect(terminal.out.text).not.toContain('line 40');
    expect(node.called('markSeen')).toEqual([]);
    terminal.shell.input.push('\u001b[6~');
    terminal.shell.input.push('\u001b[6~');
    await until(() => node.called('markSeen').length > 0);
    expect(terminal.out.text).toContain('line 59');
    const unread = rows.slice(20).map(({ position }) => position);
    expect(node.called('markSeen')).toMatchObject([{ positions: unread }]);
    await leave();
  });

  it('takes back that its owner wanted to be reminded, once it was looked at', async () => {
    const node = chatting();
    node.setRows('messages', [message('Read long ago', at(1))]);
    node.setRows('conversations', [conversation(BOB, { markedUnread: true })]);
    const { leave } = await openChat(node, '', 'Read long ago');
    await until(() => node.called('markSeen').length > 0);
    await leave();
    expect(node.called('markSeen')).toEqual([{ conversationId: CONVERSATION, positions: [] }]);
  });

  it('stays where somebody reads while more arrives, and does not mark that read', async () => {
    const node = chatting();
    const rows = Array.from({ length: 60 }, (_, index) => message(`line ${index}`, at(index + 10)));
    node.setRows('messages', rows);
    const { terminal, leave } = await openChat(node, '\u001b[5~', 'more below');
    const before = terminal.out.text.length;
    node.setRows('messages', [...rows, message('newest', at(90, { unread: true }))]);
    await until(() => terminal.out.text.length > before);
    expect(terminal.out.text.slice(before)).toContain('line 40');
    expect(terminal.out.text.slice(before)).not.toContain('line 41');
    expect(node.called('markSeen')).toEqual([]);
    await leave();
  });

  it('goes on when a node that stopped runs again, with what was being typed', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'unsent', '> unsent');
    node.vanish();
    await until(() => terminal.out.text.includes('your node has stopped'));
    const seen = terminal.out.text.length;
    terminal.passTime();
    await until(() => terminal.out.text.slice(seen).includes('Bob: connected'));
    expect(terminal.out.text.slice(seen)).toContain('> unsent');
    expect(await leave()).toBe(0);
    expect(node.called('setDraft').at(-1)).toEqual({ conversationId: CONVERSATION, text: 'unsent' });
    expect([node.sessionCount, terminal.timers.size, terminal.interrupts.size]).toEqual([0, 0, 0]);
  });

  /** Keeps the message, and is gone before it says so. */
  const dyingOnce = () => {
    const node = chatting();
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      if (node.called('sendMessage').length === 1) node.vanish();
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    return node;
  };

  it('asks a node that died over a message again under the same id, by itself', async () => {
    const node = dyingOnce();
    const { terminal, leave } = await openChat(node, 'once\r', 'Not known yet whether this was sent');
    const seen = terminal.out.text.length;
    terminal.passTime();
    await until(() => terminal.out.text.slice(seen).includes('once ·'));
    expect(await leave()).toBe(0);
    const [first, again, ...others] = node.called('sendMessage');
    expect([again, others]).toEqual([first, []]);
    expect(terminal.out.text.split(LEAVE_SCREEN)[1]).toBe('\u001b[?25h');
  });

  it('says of what nobody knows whether it was sent, when the owner leaves without a node', async () => {
    const node = dyingOnce();
    const { terminal, leave } = await openChat(node, 'once\r', 'Not known yet whether this was sent');
    expect(await leave()).toBe(0);
    expect(terminal.out.text.split(LEAVE_SCREEN)[1]).toContain('Not known whether this was sent:\nonce\n');
  });

  it('gives back what a mistake of the node left unknown, and Enter asks under the same id', async () => {
    const node = chatting();
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      if (node.called('sendMessage').length === 1) throw new AppError('COMMAND_FAILED');
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    const script = [
      ['> ', '//once\r'],
      ['Enter makes sure', '\r'],
      ['/once ·', '\u0003'],
    ] as const;
    await kith(['chat', 'Bob'], { node, script });
    const [first, again] = node.called('sendMessage');
    expect(first).toMatchObject({ text: '/once' });
    expect(again).toEqual(first);
  });

  it('waits while the node is locked, keeps the screen, and sends nothing', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'unsent\u001b[F', '> unsent');
    node.setState('locked');
    await until(() => terminal.out.text.includes('your node is locked'));
    const frame = terminal.out.text.slice(terminal.out.text.lastIndexOf('your node is locked'));
    expect(frame).toContain('Hello');
    terminal.shell.input.emit('keypress', '\r', { name: 'return' });
    await until(() => terminal.out.text.includes('What you typed stays.'));
    node.setState('open');
    await until(
      () => terminal.out.text.lastIndexOf('Bob: connected') > terminal.out.text.indexOf('is locked'),
    );
    expect(await leave()).toBe(0);
    expect(node.called('sendMessage')).toEqual([]);
  });

  it('leaves cleanly when the system ends the process', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, '', 'Are you there?');
    expect(await leave()).toBe(0);
    expect(terminal.rawModes).toEqual([true, false]);
  });
});
