// The node is locked, by whichever face, while a command runs.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { runCommandLine } from '../../src/cli/program.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal } from './fake-shell.js';
import { contact, CONVERSATION, message } from './people.js';
import { until } from './until.js';

const BOB = contact('Bob');
const FIRST_ID = '1'.padStart(32, '0');

/** Keeps the message it is given, and is locked before it answers that. */
function lockedOverTheAnswer() {
  const row = message('hi', { id: FIRST_ID, direction: 'out', state: 'delivered' });
  const node = new FakeNode(
    {
      sendMessage: ({ id }) => {
        if (node.called('sendMessage').length > 1) return { messageId: id, conversationId: CONVERSATION };
        node.setState('locked');
        throw new AppError('ANSWER_LOST');
      },
    },
    { contacts: [BOB], messages: [row] },
  );
  return node;
}

describe('a message whose answer was lost to a lock', () => {
  it('is asked for again under the same id once the node is open', async () => {
    const node = lockedOverTheAnswer();
    const terminal = new FakeTerminal({ node });
    const done = runCommandLine(['send', 'Bob', 'hi'], terminal.shell);
    await until(() => terminal.timers.size > 0);
    node.setState('open');
    terminal.passTime();
    expect([await done, terminal.out.text]).toEqual([0, 'To Bob: delivered to their node.\n']);
    const [first, again, ...others] = node.called('sendMessage');
    expect([again, others]).toEqual([first, []]);
  });

  it('is not called refused while the node stays locked', async () => {
    const terminal = new FakeTerminal({ node: lockedOverTheAnswer() });
    let exitCode: number | undefined;
    void runCommandLine(['send', 'Bob', 'hi', '--json'], terminal.shell).then((code) => {
      exitCode = code;
    });
    await until(() => {
      terminal.passTime();
      return exitCode !== undefined;
    });
    expect(exitCode).toBe(9);
    expect(JSON.parse(terminal.err.text)).toMatchObject({
      error: { code: 'SEND_UNKNOWN', params: { messageId: FIRST_ID } },
    });
  });
});
