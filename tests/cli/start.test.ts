import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { NodeAccess } from '../../src/cli/node-access.js';
import { runCommandLine } from '../../src/cli/program.js';
import type { NodeState } from '../../src/contract/values.js';
import { until } from './until.js';
import { FakeNode, type Handlers } from './fake-node.js';
import { FakeTerminal, kith, runningNode } from './fake-shell.js';
import { ALICE, contact, conversation, link, message, request, STATUS } from './people.js';

const BOB = contact('Bob');
const QUIT = ['q quit', 'q\r'] as const;

function home(state: NodeState = 'open', handlers: Handlers = {}): FakeNode {
  const node: FakeNode = new FakeNode(
    {
      self: () => ALICE,
      status: () => STATUS,
      createIdentity: () => {
        node.setState('open');
        return ALICE;
      },
      unlock: ({ password }) => {
        if (password !== 'tulip boat') throw new AppError('PASSWORD_WRONG');
        node.setState('open');
        return {};
      },
      ...handlers,
    },
    { contacts: [BOB], links: [link()], messages: [message('Hello')] },
    state,
  );
  return node;
}

/** No node runs on the home; starting one gives `node`. */
function startable(node: FakeNode) {
  const running = runningNode(node);
  const access: Partial<NodeAccess> = { runNode: async () => running };
  return { running, access };
}

describe('kith start', () => {
  it('makes an identity on the first run, then shows the home screen', async () => {
    const node = home('empty');
    const { running, access } = startable(node);
    const { exitCode, out } = await kith(['start', '--terminal'], {
      access,
      script: [
        ['Your name', 'Alice\r'],
        ['New password: ', 'tulip boat\r'],
        ['again: ', 'tulip boat\r'],
        QUIT,
      ],
    });
    expect(exitCode).toBe(0);
    expect(node.called('createIdentity')).toEqual([{ name: 'Alice', password: 'tulip boat' }]);
    expect(out).toContain('Kith: Alice');
    expect(out).toContain('00000 11111 22222 33333 44444 55555');
    expect(out).toContain(' 1  Bob');
    expect(running.stops).toBe(1);
  });

  it('asks for the password until it is right', async () => {
    const node = home('locked');
    const { exitCode, out } = await kith(['start'], {
      ...startable(node),
      script: [
        ['Password: ', 'rose\r'],
        ['does not open', ''],
        ['Password: ', '\r'],
        ['The password is empty.', ''],
        ['Password: ', 'tulip boat\r'],
        QUIT,
      ],
    });
    expect(exitCode).toBe(0);
    expect(out).not.toContain('tulip');
  });

  it('uses a node that runs already and leaves it running', async () => {
    const node = home();
    expect((await kith(['start'], { node, script: [QUIT] })).exitCode).toBe(0);
    expect(node.sessionCount).toBe(0);
  });

  it('opens a chat by number or name and comes back', async () => {
    const { exitCode, out } = await kith(['start'], {
      node: home(),
      script: [
        ['q quit', '1\r'],
        ['Bob: connected', '\u0003'],
        ['q quit', 'bob\r'],
        ['Bob: connected', '\u0003'],
        QUIT,
      ],
    });
    expect(exitCode).toBe(0);
    expect(out.match(/Bob {2}Hello/gu)?.length).toBeGreaterThanOrEqual(2);
  });

  it('invites, adds, answers requests and tells the status', async () => {
    const node = home('open', {
      lookUp: () => ({
        nodeId: BOB.nodeId,
        nodeIdText: BOB.nodeIdText,
        fingerprint: BOB.fingerprint,
        address: 'carol:8443',
        fromLink: false,
        reached: true,
        contactId: null,
      }),
      addContact: ({ id }) => ({ contactId: id }),
      approveRequest: ({ contactId }) => ({ contactId }),
    });
    node.setRows('requests', [request('Dave')]);
    const { exitCode, out } = await kith(['start'], {
      node,
      script: [
        ['q quit', 'i\r'],
        ['go back', '\r'],
        ['q quit', 'a\r'],
        ['address (host:port) or link', 'carol:8443\r'],
        ['call them', 'Carol\r'],
        ['[y/N]', 'y\r'],
        ['go back', '\r'],
        ['q quit', 'r\r'],
        ['Number to accept', '1\r'],
        ['[y/N]', 'y\r'],
        ['go back', '\r'],
        ['q quit', 's\r'],
        ['go back', '\r'],
        QUIT,
      ],
    });
    expect(exitCode).toBe(0);
    expect(out).toContain('1 request waiting');
    expect(out).toContain('█');
    expect(out).toContain('Last reached  by Bob');
    expect(node.called('addContact')).toMatchObject([{ name: 'Carol', trust: 'address' }]);
    expect(node.called('approveRequest')).toMatchObject([{ requestId: request('Dave').id }]);
  });

  it('tells a failure and comes back', async () => {
    const { exitCode, out } = await kith(['start'], {
      node: home(),
      script: [['q quit', 'mallory\r'], ['No contact is called "mallory"', ''], ['go back', '\r'], QUIT],
    });
    expect(exitCode).toBe(0);
    expect(out).toContain('See the home screen.');
    expect(out).not.toContain('kith contacts');
  });

  it('says that it joined a node, and what was given in vain', async () => {
    const args = ['start', '--port', '9443', '--public-ip', 'a.example.org', '--name', 'Other'];
    const { out } = await kith(args, { node: home(), script: [QUIT] });
    const shown = out.replace(/\s+/gu, ' ').replaceAll('\u001b[K', '');
    expect(shown).toContain('Your node runs already, in another program, and goes on when you leave.');
    expect(shown).toContain('--port and --public-ip count only when it starts.');
    expect(shown).toContain('--name counts only for a new one.');
    const without = await kith(['start', '--port', '9443'], { node: home() });
    expect(without.err).toContain('--port counts only when it starts.');
  });

  it('begins each dialog on an empty page and leaves what stood there to be scrolled to', async () => {
    const script = [['q quit', 'i\r'], ['go back', '\r'], QUIT] as const;
    const { out } = await kith(['start'], { node: home(), script });
    const [, afterHome = ''] = out.split('\u001b[?1049l\u001b[?25h');
    expect(afterHome.startsWith(`${'\n'.repeat(24)}\u001b[H\u001b[JGive this link`)).toBe(true);
  });

  it('shows what arrives while it waits', async () => {
    const node = home();
    const terminal = new FakeTerminal({ node, script: [['See you', 'q\r']] });
    const done = runCommandLine(['start'], terminal.shell);
    await until(() => terminal.out.text.includes(' 1  Bob'));
    const last = message('See you at eight');
    node.setRows('conversations', [conversation(BOB, { unread: 1, last })]);
    expect(await done).toBe(0);
    expect(terminal.out.text).toContain('Bob  (1 new) See you at eight');
  });

  it('asks no more for the password once another face has unlocked the node', async () => {
    const node = home('locked');
    const terminal = new FakeTerminal({ node, script: [['Password: ', ''], QUIT] });
    const left = runCommandLine(['start'], terminal.shell);
    await until(() => terminal.out.text.includes('Password: '));
    node.setState('open');
    expect(await left).toBe(0);
    expect(node.called('unlock')).toEqual([]);
  });

  it('asks for the password again when the node was locked meanwhile', async () => {
    const node = home();
    const terminal = new FakeTerminal({ node, script: [['Password: ', 'tulip boat\r'], QUIT] });
    const done = runCommandLine(['start'], terminal.shell);
    await until(() => terminal.out.text.includes(' 1  Bob'));
    node.setState('locked');
    expect(await done).toBe(0);
  });

  it('ends with 3 when the node it uses stops', async () => {
    const node = home();
    const terminal = new FakeTerminal({ node, script: [] });
    const done = runCommandLine(['start'], terminal.shell);
    await until(() => terminal.out.text.includes(' 1  Bob'));
    node.vanish();
    expect(await done).toBe(3);
    expect(terminal.rawModes.at(-1)).toBe(false);
  });

  it('runs the node until it is told to stop where there is no terminal', async () => {
    const { running, access } = startable(home('locked'));
    const terminal = new FakeTerminal({ access, input: 'tulip boat\n' });
    const done = runCommandLine(['start', '--password-stdin'], terminal.shell);
    await until(() => terminal.out.text.includes('Link'));
    terminal.interrupt();
    expect(await done).toBe(0);
    expect(running.stops).toBeGreaterThan(0);
  });

  it('stops the node when it could not be opened', async () => {
    const { running, access } = startable(home('locked'));
    expect((await kith(['start'], { access })).exitCode).toBe(5);
    expect(running.stops).toBe(1);
  });
});
