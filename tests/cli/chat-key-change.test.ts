// The contact of an open chat goes on under another key, or goes.

import { describe, expect, it } from 'vitest';
import { at, BOB, chatting, openChat } from './chatting.js';
import { conversation, message } from './people.js';
import { until } from './until.js';

describe('an open chat', () => {
  const NEW_BOB = { ...BOB, nodeIdText: `kith1${'n'.repeat(57)}`, conversationId: 'e'.repeat(64) };

  it('says while a key change waits that nothing is sent, and goes on under the new key once it is approved', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'half a thought', 'half a thought');
    node.setRows('contacts', [{ ...BOB, state: 'frozen' }]);
    await until(() => terminal.out.text.includes('Bob: nothing is sent until you decide about a new key'));
    node.rows.messages = [message('under the new key', at(3))];
    node.setRows('contacts', [NEW_BOB]);
    await until(() => terminal.out.text.includes('under the new key'));
    const seen = terminal.out.text;
    expect(seen).toContain('has a new key, and the chat goes on with it: `kith history kith1333333333`');
    expect(seen.slice(seen.lastIndexOf('Bob: connected'))).toContain('> half a thought');
    terminal.passTime();
    await until(() => node.called('setDraft').length > 0);
    const { conversationId } = NEW_BOB;
    expect(node.called('setDraft')).toEqual([{ conversationId, text: 'half a thought' }]);
    terminal.shell.input.emit('keypress', '\r', { name: 'return' });
    await until(() => node.called('sendMessage').length > 0);
    expect(await leave()).toBe(0);
    expect(node.called('sendMessage')).toMatchObject([{ contactId: BOB.id, text: 'half a thought' }]);
  });

  it('goes on with the contact that has the new key already', async () => {
    const node = chatting();
    const { terminal, leave } = await openChat(node, 'hello', '> hello');
    const heir = { ...NEW_BOB, id: 'b'.repeat(32) };
    const { nodeId, nodeIdText, fingerprint } = BOB;
    const former = { nodeId, nodeIdText, fingerprint, successorId: heir.id };
    node.setRows('conversations', [conversation(BOB, { contactId: null, former })]);
    node.setRows('contacts', [heir]);
    await until(() => terminal.out.text.includes('the chat goes on with it'));
    terminal.shell.input.emit('keypress', '\r', { name: 'return' });
    await until(() => node.called('sendMessage').length > 0);
    await leave();
    expect(node.called('sendMessage')).toMatchObject([{ contactId: heir.id, text: 'hello' }]);
  });

  it('ends when the contact is removed, and says so', async () => {
    const node = chatting();
    const { terminal, done } = await openChat(node, 'x', '> x');
    node.setRows('contacts', []);
    expect(await done).not.toBe(0);
    expect(terminal.err.text).toContain('Bob was removed. Add them again with `kith add ADDRESS`.');
  });
});
