// Alice types on before her password is asked for and while it is tried: nobody at her side reads what it is.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { NodeAccess } from '../../src/cli/node-access.js';
import { runCommandLine } from '../../src/cli/program.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal, type FakeShellOptions, kith } from './fake-shell.js';
import { ALICE } from './people.js';
import { until } from './until.js';

/** What is typed ahead comes before the next question does. */
const TYPED_AHEAD = 'rose\rtulip\r';

function trying(isRight: (password: string) => boolean) {
  const rawWhileTried: (boolean | undefined)[] = [];
  let terminal: FakeTerminal | undefined;
  const tryPassword = (password: string): void => {
    rawWhileTried.push(terminal?.rawModes.at(-1));
    if (!isRight(password)) throw new AppError('PASSWORD_WRONG');
  };
  const run = async (args: readonly string[], options: FakeShellOptions) => {
    terminal = new FakeTerminal(options);
    const exitCode = await runCommandLine(args, terminal.shell);
    return { exitCode, out: terminal.out.text, rawModes: terminal.rawModes };
  };
  return { tryPassword, run, rawWhileTried };
}

describe('before a password and between it and the next', () => {
  it('nothing is shown or taken for an answer by the home screen', async () => {
    const { tryPassword, run, rawWhileTried } = trying((password) => password === 'tulip boat');
    const node: FakeNode = new FakeNode(
      {
        unlock: ({ password }) => {
          tryPassword(password);
          throw new AppError('VAULT_UNSUPPORTED');
        },
      },
      {},
      'locked',
    );
    const script = [
      ['Password: ', TYPED_AHEAD],
      ['does not open', ''],
      ['Password: ', 'tulip boat\r'],
    ] as const;
    const { out, rawModes } = await run(['start'], { node, script });
    expect(node.called('unlock')).toEqual([{ password: 'rose' }, { password: 'tulip boat' }]);
    expect(rawWhileTried).toEqual([true, true]);
    expect(out).not.toContain('tulip');
    expect(rawModes.at(-1)).toBe(false);
  });

  it('nothing is shown while the password is changed', async () => {
    const { tryPassword, run, rawWhileTried } = trying((password) => password === 'old');
    const changePassword = ({ password }: { password: string }) => {
      tryPassword(password);
      return {};
    };
    const script = [
      ['Current password: ', TYPED_AHEAD],
      ['New password: ', 'new one\r'],
      ['again: ', 'new one\r'],
      ['does not open', ''],
      ['Current password: ', 'old\r'],
    ] as const;
    const ran = await run(['passwd'], { node: new FakeNode({ changePassword }), script });
    expect([ran.exitCode, rawWhileTried, ran.rawModes.at(-1)]).toEqual([0, [true, true], false]);
  });

  it.each([
    ['unlock', 'Password: '],
    ['node', 'start locked): '],
    ['init --name Alice', 'New password: '],
  ])('nothing is shown by kith %s, which gives the terminal back', async (command, question) => {
    const { tryPassword, run, rawWhileTried } = trying(() => false);
    const refuse = (password: string | undefined): never => {
      tryPassword(password ?? '');
      throw new Error('the password was right');
    };
    const access: Partial<NodeAccess> = {
      runNode: async ({ password }) => refuse(password?.reveal()),
      createIdentity: async ({ password }) => refuse(password.reveal()),
    };
    const node = new FakeNode({ unlock: ({ password }) => refuse(password) }, {}, 'locked');
    const script = [
      [question, TYPED_AHEAD],
      ['again: ', 'rose\r'],
    ] as const;
    const { exitCode, rawModes } = await run(command.split(' '), { node, access, script });
    expect([exitCode, rawWhileTried, rawModes.at(-1)]).toEqual([5, [true], false]);
  });

  it.each([
    ['start', 'running'],
    ['unlock', 'running'],
    ['passwd', 'running'],
    ['start', 'none'],
    ['node', 'none'],
    ['init --name Alice', 'none'],
  ])(
    'nothing is shown either while kith %s, before it asks, finds out about the node (%s)',
    async (command, which) => {
      const node = new FakeNode({ self: () => ALICE });
      const rawWhileReached: (boolean | undefined)[] = [];
      const reached = (): void => {
        rawWhileReached.push(terminal.rawModes.at(-1));
      };
      const gone = () => new AppError('NODE_NOT_RUNNING');
      const access: Partial<NodeAccess> = {
        connectToNode: async () => {
          reached();
          if (which === 'none') throw gone();
          return node.connect();
        },
        refuseEarly: async () => {
          reached();
          if (command !== 'start') throw gone();
        },
        runNode: async () => {
          reached();
          throw gone();
        },
      };
      const leave = [
        ['Current password: ', '\u0003'],
        ['q quit', 'q\r'],
      ] as const;
      const script = leave.filter(([question]) => (command === 'passwd') === question.startsWith('Current'));
      const terminal = new FakeTerminal({ access, script });
      await runCommandLine(command.split(' '), terminal.shell);
      expect(new Set(rawWhileReached)).toEqual(new Set([true]));
      expect(terminal.rawModes.at(-1)).toBe(false);
    },
  );

  it('Ctrl+C leaves and gives the terminal back', async () => {
    const runNode: NodeAccess['runNode'] = () => new Promise(() => undefined);
    const script = [['start locked): ', 'rose\r\u0003']] as const;
    const { exitCode, rawModes } = await kith(['node'], { access: { runNode }, script });
    expect([exitCode, rawModes.at(-1)]).toEqual([130, false]);
  });

  it('a terminal that is closed ends it', async () => {
    const runNode: NodeAccess['runNode'] = () => new Promise(() => undefined);
    const script = [['start locked): ', 'rose\r']] as const;
    const terminal = new FakeTerminal({ access: { runNode }, script });
    const done = runCommandLine(['node'], terminal.shell);
    await until(() => terminal.out.text.endsWith('\n'));
    terminal.shell.input.push(null);
    expect(await done).toBe(130);
  });
});
