import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { Secret } from '../../src/base/secret.js';
import type { NodeAccess } from '../../src/cli/node-access.js';
import { until } from './until.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal, kith, runningNode } from './fake-shell.js';
import { ALICE } from './people.js';
import { runCommandLine } from '../../src/cli/program.js';

describe('kith node', () => {
  const running = (state: 'empty' | 'locked' | 'open') => {
    const fake = new FakeNode({ self: () => ALICE }, {}, state);
    return { fake, node: runningNode(fake) };
  };

  it('says of a link without an address what it cannot do, and how to be reached', async () => {
    const node = runningNode(new FakeNode({ self: () => ({ ...ALICE, addresses: [] }) }));
    const terminal = new FakeTerminal({ access: { runNode: async () => node } });
    const done = runCommandLine(['node'], terminal.shell);
    await until(() => terminal.out.text.includes('Ctrl+C'));
    expect(terminal.out.text).toContain('nobody can call you with it yet');
    expect(terminal.out.text).toContain('/home/alice/.kith/config.conf');
    terminal.interrupt();
    await done;
  });

  async function runNode(args: string[], state: 'empty' | 'locked' | 'open', input?: string) {
    const { fake, node } = running(state);
    const starts: { flags: Record<string, string>; password: Secret<string> | null }[] = [];
    const access: Partial<NodeAccess> = {
      runNode: async ({ flags, password }) => {
        starts.push({ flags, password });
        return node;
      },
    };
    const terminal = new FakeTerminal({ access, ...(input !== undefined && { input }) });
    const done = runCommandLine(['node', ...args], terminal.shell);
    return { terminal, done, node, fake, starts };
  }

  it('says where it listens and runs until it is told to stop', async () => {
    const { terminal, done, node, fake, starts } = await runNode(
      ['--port', '9443', '--public-ip', '1.2.3.4', '--password-stdin'],
      'open',
      'pw\n',
    );
    await until(() => terminal.out.text.includes('Ctrl+C'));
    expect(terminal.out.text).toContain('Listening on 127.0.0.1:8443\nFingerprint  00000 11111');
    expect(terminal.out.text).toContain(ALICE.link);
    expect(terminal.out.text).not.toContain('nobody can call you');
    expect(starts[0]?.flags).toEqual({ port: '9443', public_ip: '1.2.3.4' });
    expect(starts[0]?.password?.reveal()).toBe('pw');
    const stop = node.stop.bind(node);
    // As the real one, which locks before it stops.
    node.stop = () => {
      fake.setState('locked');
      return stop();
    };
    terminal.interrupt();
    expect(await done).toBe(0);
    expect(node.stops).toBe(1);
    expect(terminal.out.text).not.toContain('locked');
    expect(terminal.interrupts.size).toBe(0);
  });

  it('stops and leaves with 1 when a part of the node ended by itself, and says so', async () => {
    const { terminal, node } = await runNode([], 'open');
    await until(() => terminal.out.text.includes('Ctrl+C'));
    node.break();
    await until(() => terminal.hardQuits.length > 0);
    expect(node.stops).toBe(1);
    expect(terminal.hardQuits).toEqual([1]);
    expect(terminal.err.text).toContain('ended by itself');
  });

  it('quits hard at the second interrupt', async () => {
    const { terminal, node } = await runNode([], 'open');
    await until(() => terminal.out.text.includes('Ctrl+C'));
    // A node that takes its time.
    node.stop = () => new Promise(() => undefined);
    terminal.interrupt();
    expect(terminal.hardQuits).toEqual([]);
    terminal.interrupt();
    expect(terminal.hardQuits).toEqual([130]);
  });

  it('leaves with 1 when the node hangs in something and does not stop in time', async () => {
    const { terminal, node } = await runNode([], 'open');
    await until(() => terminal.out.text.includes('Ctrl+C'));
    // A stop waits for the change of state before it, here for one that never ends.
    node.stop = () => new Promise(() => undefined);
    expect(terminal.timers.size).toBe(0);
    terminal.interrupt();
    expect(terminal.hardQuits).toEqual([]);
    terminal.passTime();
    expect(terminal.hardQuits).toEqual([1]);
    expect(terminal.err.text).toContain('did not stop in time');
  });

  it('does not quit hard when the node did stop in time', async () => {
    const { terminal, done } = await runNode([], 'open');
    await until(() => terminal.out.text.includes('Ctrl+C'));
    terminal.interrupt();
    expect(await done).toBe(0);
    expect(terminal.timers.size).toBe(0);
    expect(terminal.hardQuits).toEqual([]);
  });

  it('starts locked without a password, and says when it was opened', async () => {
    const { terminal, done, fake, starts } = await runNode([], 'locked');
    await until(() => terminal.out.text.includes('kith unlock'));
    expect(starts[0]?.password).toBeNull();
    fake.setState('open');
    await until(() => terminal.out.text.includes('Listening on'));
    terminal.interrupt();
    expect(await done).toBe(0);
  });

  it('tells somebody without an identity to make one', async () => {
    const { terminal, done, node } = await runNode([], 'empty');
    expect(await done).toBe(7);
    expect(terminal.err.text).toContain('kith init');
    expect(node.stops).toBe(1);
  });

  it.each([
    [['node'], undefined, 'kith node --port 9443'],
    [['node', '--ui', '--home', '/h'], 'exec', 'npx kith node --ui --port 9443 --home /h'],
    [['node', '--ui'], 'start', 'npm start -- --port 9443'],
    [['start'], 'start', 'npm start -- --terminal --port 9443'],
  ])('%j says that the port is busy and how to choose another, as it was started by %s', async (...given) => {
    const [args, npmCommand, advice] = given;
    const refuseEarly = () => Promise.reject(new AppError('PORT_BUSY', { host: '0.0.0.0', port: 8443 }));
    const env = npmCommand === undefined ? {} : { npm_command: npmCommand };
    const { exitCode, err } = await kith(args, { env, access: { refuseEarly } });
    expect(exitCode).toBe(2);
    expect(err.replaceAll('\n', ' ')).toContain(`choose another port: \`${advice}\``);
  });
});
