import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { NodeAccess } from '../../src/cli/node-access.js';
import { FakeNode } from './fake-node.js';
import { kith } from './fake-shell.js';
import { ALICE } from './people.js';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kith-cli-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function passwordFile(password: string): Promise<string> {
  const file = join(directory, `password-${password.length}`);
  await writeFile(file, `${password}\nsecond line\n`);
  return file;
}

/** Creates identities and remembers with which name and password. */
function creating() {
  const made: { name: string; password: string }[] = [];
  const createIdentity: NodeAccess['createIdentity'] = async ({ name, password }) => {
    if (password.reveal() === '12345') throw new AppError('PASSWORD_HOPELESS', { reason: 'sequence' });
    made.push({ name, password: password.reveal() });
    return { ...ALICE, name };
  };
  return { made, access: { createIdentity } };
}

describe('kith init', () => {
  it('asks for name and password, twice until they are equal, and never shows it', async () => {
    const { made, access } = creating();
    const { exitCode, out, rawModes } = await kith(['init'], {
      access,
      script: [
        ['Your name', 'Alice\r'],
        ['New password: ', 'tulip\r'],
        ['again: ', 'rose\r'],
        ['differ', ''],
        ['New password: ', 'tulip bx\u007f\u007foat\r'],
        ['again: ', 'tulip boat\r'.replace('boat', 'oat')],
      ],
    });
    expect(exitCode).toBe(0);
    expect(made).toEqual([{ name: 'Alice', password: 'tulip oat' }]);
    expect(out).toContain('00000 11111 22222 33333 44444 55555');
    expect(out).toContain('kith node');
    expect(out).not.toContain('tulip');
    expect(rawModes.at(-1)).toBe(false);
  });

  it('asks again when the password is hopeless, saying why', async () => {
    const { made, access } = creating();
    const { out } = await kith(['init', '--name', 'Alice'], {
      access,
      script: [
        ['New password: ', '12345\r'],
        ['again: ', '12345\r'],
        ['neighbouring keys', ''],
        ['New password: ', 'tulip boat\r'],
        ['again: ', 'tulip boat\r'],
      ],
    });
    expect(out).toContain('(it is a run of neighbouring keys)');
    expect(made).toEqual([{ name: 'Alice', password: 'tulip boat' }]);
  });

  it('takes the first line of KITH_PASSWORD_FILE or standard input, and then asks nobody', async () => {
    const { made, access } = creating();
    const env = { KITH_PASSWORD_FILE: await passwordFile('from file') };
    await kith(['init', '--name', 'Alice'], { access, env });
    const { out } = await kith(['init', '--name', 'Alice'], { access, env, script: [] });
    await kith(['init', '--name', 'Alice', '--password-stdin'], { access, input: 'from stdin\r\nmore\n' });
    expect(made.map(({ password }) => password)).toEqual(['from file', 'from file', 'from stdin']);
    expect(out).not.toContain('password:');
  });

  it('does not ask again on a terminal for what a file gives', async () => {
    const { made, access } = creating();
    const env = { KITH_PASSWORD_FILE: await passwordFile('12345') };
    expect((await kith(['init', '--name', 'Alice'], { access, env, script: [] })).exitCode).toBe(5);
    expect(made).toEqual([]);
  });

  it('reads standard input only when told to, and then not without end', async () => {
    const { made, access } = creating();
    expect((await kith(['init', '--name', 'Alice'], { access, input: 'secret\n' })).exitCode).toBe(5);
    const endless = await kith(['init', '--name', 'A', '--password-stdin'], {
      access,
      input: 'x'.repeat(5000),
    });
    expect(endless.exitCode).toBe(5);
    expect(made).toEqual([]);
  });

  it('ends with 5 for a file that is not there, a hopeless password or none', async () => {
    const { access } = creating();
    const args = ['init', '--name', 'Alice'];
    const missing = await kith(args, { access, env: { KITH_PASSWORD_FILE: join(directory, 'none') } });
    expect(missing.exitCode).toBe(5);
    expect(missing.err).toContain('cannot be read');
    expect((await kith([...args, '--password-stdin'], { access, input: '12345\n' })).exitCode).toBe(5);
    expect((await kith([...args, '--password-stdin'], { access, input: '' })).exitCode).toBe(5);
  });

  it('leaves an existing identity alone', async () => {
    const createIdentity = async () => {
      throw new AppError('IDENTITY_EXISTS');
    };
    const args = ['init', '--name', 'Alice', '--password-stdin'];
    const { exitCode, err } = await kith(args, { access: { createIdentity }, input: 'tulip boat\n' });
    expect(exitCode).toBe(7);
    expect(err).toContain('it was not touched');
  });

  it('stops at Ctrl+C and gives the terminal back', async () => {
    const { made, access } = creating();
    const script = [['New password: ', 'tul\u0003']] as const;
    const { exitCode, rawModes } = await kith(['init', '--name', 'Alice'], { access, script });
    expect([exitCode, made, rawModes.at(-1)]).toEqual([130, [], false]);
  });
});

describe('kith unlock', () => {
  const locked = () =>
    new FakeNode(
      {
        unlock: ({ password }) => {
          if (password !== 'tulip boat') throw new AppError('PASSWORD_WRONG');
          return {};
        },
      },
      {},
      'locked',
    );

  it('opens the node with the right password and ends with 5 otherwise', async () => {
    const script = [['Password: ', 'tulip boat\r']] as const;
    expect((await kith(['unlock'], { node: locked(), script })).out).toContain('Unlocked.');
    expect((await kith(['unlock', '--password-stdin'], { node: locked(), input: 'rose\n' })).exitCode).toBe(
      5,
    );
  });

  it('has nothing to ask of an open node', async () => {
    expect((await kith(['unlock'], { node: new FakeNode() })).out).toContain('open already');
  });
});

describe('kith passwd', () => {
  it('goes through the running node', async () => {
    const node = new FakeNode();
    const script = [
      ['Current password: ', 'old one\r'],
      ['New password: ', 'new one\r'],
      ['again: ', 'new one\r'],
    ] as const;
    expect((await kith(['passwd'], { node, script })).exitCode).toBe(0);
    expect(node.called('changePassword')).toEqual([{ password: 'old one', newPassword: 'new one' }]);
  });

  it('asks for the current password alone when that was mistyped', async () => {
    const node = new FakeNode({
      changePassword: ({ password }) => {
        if (password !== 'old one') throw new AppError('PASSWORD_WRONG');
        return {};
      },
    });
    const script = [
      ['Current password: ', 'odl one\r'],
      ['New password: ', 'new one\r'],
      ['again: ', 'new one\r'],
      ['does not open this vault', ''],
      ['Current password: ', 'old one\r'],
    ] as const;
    expect((await kith(['passwd'], { node, script })).exitCode).toBe(0);
    expect(node.called('changePassword').at(-1)).toEqual({ password: 'old one', newPassword: 'new one' });
  });

  it('says why a locked node does not do it', async () => {
    const { exitCode, err } = await kith(['passwd'], { node: new FakeNode({}, {}, 'locked') });
    expect([exitCode, err]).toEqual([
      4,
      'A locked node takes nothing but the password that opens it. Open it with `kith unlock` first, or stop it and change the password then.\n',
    ]);
  });

  it('changes the vault directly when no node runs', async () => {
    const changed: Record<string, unknown>[] = [];
    const changePasswordOffline: NodeAccess['changePasswordOffline'] = async ({
      home,
      password,
      newPassword,
    }) => {
      changed.push({ home, password: password.reveal(), newPassword: newPassword.reveal() });
    };
    const env = {
      KITH_PASSWORD_FILE: await passwordFile('old'),
      KITH_NEW_PASSWORD_FILE: await passwordFile('newer'),
    };
    const { exitCode } = await kith(['passwd', '--home', '/h'], { env, access: { changePasswordOffline } });
    expect(exitCode).toBe(0);
    expect(changed).toEqual([{ home: '/h', password: 'old', newPassword: 'newer' }]);
  });

  it.each([
    ['is not named', '', 'A new password is needed. '],
    ['cannot be read', '/nowhere', 'A new password is needed, and /nowhere cannot be read. '],
  ])('says which one is missing when the file of the new one %s', async (_, file, sentence) => {
    const env = { KITH_PASSWORD_FILE: await passwordFile('old'), KITH_NEW_PASSWORD_FILE: file };
    const { err } = await kith(['passwd'], { env });
    expect(err).toBe(`${sentence}Run this in a terminal, or set KITH_NEW_PASSWORD_FILE.\n`);
  });
});
