import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { BOB, chatting } from './chatting.js';
import type { FakeNode } from './fake-node.js';
import { kith } from './fake-shell.js';
import { CONVERSATION } from './people.js';

describe('chat by lines', () => {
  it('prints what is there, sends each line, and ends with the input', async () => {
    const node = chatting();
    const { exitCode, out } = await kith(['chat', 'Bob'], { node, input: 'one\n\n//two\n' });
    expect(exitCode).toBe(0);
    expect(node.called('sendMessage')).toMatchObject([{ text: 'one' }, { text: '/two' }]);
    expect(out).toContain('Bob  Hello\n');
    expect(out).toContain('You  one ·\n');
    expect(out).not.toContain('\u001b');
  });

  it('says of which message nobody knows whether it was sent', async () => {
    const node: FakeNode = chatting('', {
      sendMessage: ({ id }) => {
        node.vanish();
        return { messageId: id, conversationId: CONVERSATION };
      },
    });
    const { exitCode, err } = await kith(['chat', 'Bob'], { node, input: 'hi there\n' });
    expect(exitCode).toBe(9);
    expect(err).toContain(`\`kith send Bob --id ${'1'.padStart(32, '0')} 'hi there'\` makes sure`);
  });

  it('tells nobody that it was read: only a program has seen it', async () => {
    const node = chatting();
    await kith(['chat', 'Bob'], { node, input: 'one\n' });
    expect(node.called('markSeen')).toEqual([]);
  });

  it('fails at a line it takes for a command that does not exist, instead of dropping it', async () => {
    const node = chatting();
    const { exitCode, err } = await kith(['chat', 'Bob'], { node, input: 'one\n/tmp\ntwo\n' });
    expect([exitCode, err]).toEqual([
      2,
      'There is no command /tmp, and it was not sent. /help lists them; // begins a message with a slash.\n',
    ]);
    expect(node.called('sendMessage')).toMatchObject([{ text: 'one' }]);
  });

  it('is no JSON document, and says what is', async () => {
    const { exitCode, err } = await kith(['chat', 'Bob', '--json'], { node: chatting(), input: 'one\n' });
    expect(exitCode).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'USAGE' } });
  });

  it('leaves at /quit', async () => {
    const node = chatting();
    await kith(['chat', 'Bob'], { node, input: '/quit\nnever\n' });
    expect(node.called('sendMessage')).toEqual([]);
  });

  it('fails when a message is refused', async () => {
    const refuse = () => {
      throw new AppError('CONTACT_BLOCKED', { name: 'Bob' });
    };
    const { exitCode, err } = await kith(['chat', 'Bob'], {
      node: chatting('', { sendMessage: refuse }),
      input: 'hi\n',
    });
    expect([exitCode, err]).toEqual([1, 'Bob is blocked. Use `kith unblock Bob` first.\n']);
  });

  it('goes on under a new key, and says that it does', async () => {
    const node = chatting();
    const moved = { ...BOB, conversationId: 'e'.repeat(64) };
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      if (params.text === 'one') node.setRows('contacts', [moved]);
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    const { exitCode, out } = await kith(['chat', 'Bob'], { node, input: 'one\ntwo\n' });
    expect(exitCode).toBe(0);
    expect(out).toContain('Bob has a new key, and the chat goes on with it');
    expect(node.called('sendMessage')).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });
});
