// The node is locked, by whichever face, while a command runs.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { runCommandLine } from '../../src/cli/program.js';
import { snapshot } from '../../src/cli/session.js';
import { faceFixture, settled } from '../../src/testing/face-fixture.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal, kith } from './fake-shell.js';
import { contact, CONVERSATION, message, offer } from './people.js';
import { until } from './until.js';

const BOB = contact('Bob');
const OFFER = offer(BOB);
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

describe('a list that is looked at while the node locks', () => {
  it('is not taken for an empty one', async () => {
    const { server, looks, ...fixture } = faceFixture();
    const client = fixture.client();
    await client.hello;
    const contacts = snapshot(client, 'contacts', {});
    await settled();
    expect(looks).toHaveLength(1);
    server.setState('locked');
    await expect(contacts).rejects.toMatchObject({ code: 'NODE_LOCKED' });
  });

  it('is not begun behind the lock either', async () => {
    const { server, ...fixture } = faceFixture();
    const client = fixture.client();
    await client.hello;
    server.setState('locked');
    await expect(snapshot(client, 'contacts', {})).rejects.toMatchObject({ code: 'NODE_LOCKED' });
  });
});

describe('a message that was kept before the lock', () => {
  function lockedBehindTheAnswer() {
    const waiting = message('hi', { id: FIRST_ID, direction: 'out', state: 'queued' });
    const node = new FakeNode(
      {
        sendMessage: ({ id }) => {
          queueMicrotask(() => {
            node.setState('locked');
          });
          return { messageId: id, conversationId: CONVERSATION };
        },
      },
      { contacts: [BOB], messages: [waiting] },
    );
    return { node, waiting };
  }

  it('is said to be kept, and nobody is left waiting', async () => {
    const { exitCode, out, err } = await kith(['send', 'Bob', 'hi'], lockedBehindTheAnswer());
    expect([exitCode, out, err]).toEqual([
      0,
      'Your node keeps the message, and has stopped or was locked; it leaves at the latest once the node is open again.\n',
      '',
    ]);
  });

  it('is waited for over the lock by whoever asked to wait', async () => {
    const { node, waiting } = lockedBehindTheAnswer();
    const done = kith(['send', 'Bob', 'hi', '--wait'], { node });
    await until(() => node.state === 'locked');
    await settled();
    node.setState('open');
    await settled();
    node.setRows('messages', [{ ...waiting, state: 'delivered' }]);
    const { exitCode, out } = await done;
    expect([exitCode, out]).toEqual([0, 'To Bob: delivered to their node.\n']);
  });
});

describe('a file that was taken before the lock', () => {
  it('is not called refused because nothing more of it is seen', async () => {
    let isLocked = false;
    const node = new FakeNode({
      acceptFile: () => {
        isLocked = true;
        return {};
      },
      findFiles: () => {
        if (isLocked) throw new AppError('NODE_LOCKED');
        return { files: [OFFER] };
      },
    });
    expect((await kith(['accept', OFFER.id], { node })).exitCode).toBe(9);
  });
});

describe('files that are offered while the node locks', () => {
  it('are not called refused: some of them may be offered', async () => {
    const offered: string[] = [];
    const node = new FakeNode(
      {
        offerFile: ({ to }) => {
          if (offered.length > 0) throw new AppError('NODE_LOCKED');
          offered.push(...to.map(({ id }) => id));
          return { transferIds: [...offered], metadata: { outcome: 'nothing', removed: [], reason: null } };
        },
      },
      { contacts: [BOB] },
    );
    const { exitCode, err } = await kith(['send-file', 'Bob', 'a.bin', 'b.bin'], { node });
    expect(exitCode).toBe(9);
    expect(err).toContain(`send-file Bob --id ${FIRST_ID} a.bin b.bin`);
  });
});
