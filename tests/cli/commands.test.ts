import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { createProgram } from '../../src/cli/program.js';
import { FakeNode } from './fake-node.js';
import { FakeTerminal, kith, NOON } from './fake-shell.js';
import { ALICE, contact, link, STATUS } from './people.js';

/** Every command and every subcommand there is, as it is typed. */
const COMMANDS = createProgram(new FakeTerminal({}).shell).commands.flatMap((command) =>
  command.commands.length === 0
    ? [command.name()]
    : command.commands.map((below) => `${command.name()} ${below.name()}`),
);

describe('the command line', () => {
  it.each(COMMANDS)('explains %s with an example', async (command) => {
    const { exitCode, out } = await kith([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Usage: kith ${command}`);
    expect(out).toMatch(/Example:\n {2}\S*.*kith /u);
    expect(out).toContain('--home');
    expect(out).toContain('--json');
  });

  it('has the settings below one command and the others at the top', () => {
    expect(COMMANDS).toEqual(expect.arrayContaining(['config show', 'send-file', 'believe', 'search']));
  });

  it('documents every exit status', async () => {
    const { out } = await kith(['--help']);
    for (const line of [
      '0  done',
      '3  no node is running',
      '5  the password is wrong',
      '6  nobody of that name',
    ]) {
      expect(out).toContain(line);
    }
  });

  it('ends with 2 on usage it does not understand, and says where to look', async () => {
    for (const args of [
      ['sing'],
      ['id', '--loud'],
      ['add'],
      ['history', 'Bob', '--limit', '0'],
      ['verify', 'B', '--matches', '--reset'],
    ]) {
      const { exitCode, err, out } = await kith(args);
      expect(exitCode).toBe(2);
      expect(err).toMatch(/^[A-Z-].*[.?]\nSee `kith (?:id |add |history |verify )?--help`\.\n$/u);
      expect(out).toBe('');
    }
    expect((await kith([])).exitCode).toBe(2);
  });

  it.each([
    ['id'],
    ['status'],
    ['contacts'],
    ['requests'],
    ['add', 'bob:8443'],
    ['send', 'Bob', 'hi'],
    ['chat', 'Bob'],
    ['lock'],
    ['unlock'],
  ])('%s says how to start a node when none runs', async (...args) => {
    const { exitCode, err } = await kith(args);
    expect(exitCode).toBe(3);
    expect(err).toContain('kith node');
    expect(err).toContain('kith start');
  });

  it('ends with 4 when the node is locked', async () => {
    const { exitCode, err } = await kith(['contacts'], { node: new FakeNode({}, {}, 'locked') });
    expect([exitCode, err]).toEqual([4, 'The node is locked. Open it with `kith unlock`.\n']);
  });

  it('prints one JSON document, and errors as JSON on standard error', async () => {
    const node = new FakeNode({ self: () => ALICE });
    const good = await kith(['id', '--json'], { node });
    expect(JSON.parse(good.out)).toEqual(ALICE);
    const bad = await kith(['--json', 'rename', 'Mallory', 'X'], { node });
    expect(bad.out).toBe('');
    expect(JSON.parse(bad.err)).toMatchObject({ error: { code: 'NOT_FOUND', params: { name: 'Mallory' } } });
    const usage = await kith(['id', '--json', '--loud'], { node });
    expect(JSON.parse(usage.err)).toMatchObject({ error: { code: 'USAGE' } });
  });

  it('closes its session whatever happens', async () => {
    const node = new FakeNode({ self: () => ALICE });
    await kith(['id'], { node });
    await kith(['rename', 'Mallory', 'X'], { node });
    expect(node.sessionCount).toBe(0);
  });

  it('blames itself for what is a mistake of its own', async () => {
    const resolveHome = () => {
      throw new TypeError('oh \u001b[2J');
    };
    const { exitCode, err } = await kith(['id'], { access: { resolveHome } });
    expect([exitCode, err]).toEqual([1, 'This is a mistake in Kith itself: oh \n']);
  });
});

describe('a command that has to be written out', () => {
  it('names the home it was given, as one word', async () => {
    const { err } = await kith(['contacts', '--home', "/home/alice/Alice's"], {
      node: new FakeNode({}, {}, 'locked'),
    });
    expect(err).toContain("`kith unlock --home '/home/alice/Alice'\\''s'`");
  });

  it('says which home has no identity, and ends with 7', async () => {
    const { exitCode, err } = await kith(['contacts'], { node: new FakeNode({}, {}, 'empty') });
    expect([exitCode, err]).toEqual([
      7,
      'There is no identity in this home yet. Make one with `kith init`; `kith start` makes one too and starts the node.\n',
    ]);
  });
});

describe('what a friend needs', () => {
  it('is the fingerprint in groups, the link and its QR code', async () => {
    const node = new FakeNode({ self: () => ALICE });
    const { out } = await kith(['id'], { node });
    expect(out).toContain('00000 11111 22222 33333 44444 55555');
    expect(out).toContain(ALICE.link);
    expect(out).toContain('█');
    expect((await kith(['id', '--no-qr'], { node })).out).not.toContain('█');
  });
});

describe('status', () => {
  it('says in words who reached this node, which links are up, and what waits why', async () => {
    const waiting = link({
      state: 'waiting',
      nextAttemptAt: NOON + 12_000,
      error: { code: 'PEER_REFUSED_CONNECTION', params: { address: 'bob:1' } },
      lastSeenAt: NOON - 7_200_000,
    });
    const notices = [{ code: 'PEER_OTHER_IDENTITY', params: { address: 'bob:1' }, at: NOON }];
    const status = { ...STATUS, notices };
    const node = new FakeNode(
      { status: () => status },
      { contacts: [contact('Bob', { queued: 2 })], links: [waiting] },
    );
    const { out } = await kith(['status'], { node });
    for (const part of [
      'Last reached  by Bob, 5 minutes ago',
      'Listening     0.0.0.0:8443',
      'Queued        2 messages',
      'Requests      1 person',
      'See `kith requests`.',
      'Notice        Another node than the one you mean answers at bob:1.',
      'Bob  2 messages waiting until their node is reached; not connected, last heard of 2 hours ago; next try in 12 seconds. Nobody listens at bob:1.',
    ]) {
      expect(out).toContain(part);
    }
  });

  it('says why a node does not listen, and when it tries again', async () => {
    const error = { code: 'PORT_BUSY' as const, params: { host: '0.0.0.0', port: 8443 } };
    const notListening = { error, nextAttemptAt: NOON + 12_000 };
    const status = { ...STATUS, listening: null, notListening };
    const node = new FakeNode({ status: () => status }, { contacts: [], links: [] });
    expect((await kith(['status'], { node })).out).toContain(
      'Listening     no; nobody can reach this node; next try in 12 seconds. Port 8443 is used by another program',
    );
  });

  it('does not say that what their node refuses is on its way', async () => {
    const node = new FakeNode(
      { status: () => STATUS },
      { contacts: [contact('Bob', { queued: 1 })], links: [link({ state: 'up', refused: true })] },
    );
    expect((await kith(['status'], { node })).out).toContain(
      'Bob  1 message waiting; their node answers and takes nothing from you',
    );
  });

  it('answers for a locked node too', async () => {
    const node = new FakeNode({ status: () => ({ ...STATUS, state: 'locked' }) }, {}, 'locked');
    const { exitCode, out } = await kith(['status'], { node });
    expect([exitCode, out]).toEqual([
      0,
      'The node is locked: it is reachable by nobody. Open it with `kith unlock`.\n',
    ]);
  });
});

describe('the two locks', () => {
  it.each([
    [['lock'], 'lock', 'Locked.'],
    [['lock', '--screen'], 'lockScreen', 'Screen locked.'],
  ] as const)('kith %j asks for %s', async (args, command, said) => {
    const node = new FakeNode();
    const { exitCode, out } = await kith([...args], { node });
    expect([exitCode, node.calls.map((call) => call.command)]).toEqual([0, [command]]);
    expect(out).toContain(said);
  });

  it('are both there to be asked for: the full one also while the screen is locked', async () => {
    const node = new FakeNode({}, {}, 'locked');
    const { exitCode, out } = await kith(['lock'], { node });
    expect([exitCode, node.calls.map((call) => call.command)]).toEqual([0, ['lock']]);
    expect(out).toContain('Locked.');
  });

  it('are told apart by the status', async () => {
    const status = () => ({ ...STATUS, state: 'locked' as const, screenLocked: true });
    const { out } = await kith(['status'], { node: new FakeNode({ status }, {}, 'locked') });
    expect(out).toBe('The screen is locked; messages go on arriving. Open it with `kith unlock`.\n');
  });
});

describe('privacy', () => {
  const NOW = { receipts: true, typing: true, presence: false };

  it('says what contacts learn, and changes nothing', async () => {
    const node = new FakeNode({}, { privacy: [{ id: 'privacy', ...NOW }] });
    const { out } = await kith(['privacy'], { node });
    expect(out).toMatch(/receipts +on .*\ntyping +on .*\npresence +off /u);
    expect(out).toContain('What is off you do not see of them either.');
    expect(node.called('setPrivacy')).toEqual([]);
    expect(JSON.parse((await kith(['privacy', '--json'], { node })).out)).toEqual(NOW);
  });

  it('changes what is named, and says how it is then', async () => {
    const node = new FakeNode({ setPrivacy: () => ({ ...NOW, receipts: false, presence: true }) });
    const { out } = await kith(['privacy', '--receipts', 'off', '--presence', 'on'], { node });
    expect(node.called('setPrivacy')).toEqual([{ receipts: false, presence: true }]);
    expect(out).toMatch(/receipts +off .*\ntyping +on .*\npresence +on /u);
  });

  it('knows on and off only', async () => {
    const { exitCode, err } = await kith(['privacy', '--typing', 'maybe'], { node: new FakeNode() });
    expect(exitCode).toBe(2);
    expect(err).toContain('--typing cannot be "maybe".');
  });
});

describe('settings', () => {
  const config = {
    generate: () => '[node]\nport = 8443\n',
    validate: (file: string) =>
      file === 'good.conf' ? [] : [new AppError('CONFIG_INVALID', { file, key: 'port', line: 2 })],
    show: (_file: string, _env: unknown, flags: Record<string, string>) => [
      {
        section: 'node',
        key: 'port',
        value: flags['port'] ?? '8443',
        source: flags['port'] ? 'flag' : 'default',
      },
    ],
  };

  it('are generated, checked and shown with their source', async () => {
    expect((await kith(['config', 'generate'], { access: { config } })).out).toBe('[node]\nport = 8443\n');
    expect((await kith(['config', 'validate', 'good.conf'], { access: { config } })).exitCode).toBe(0);
    const bad = await kith(['config', 'validate', 'bad.conf'], { access: { config } });
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toContain('bad.conf is not valid:\n  line 2: port.\n');
    expect((await kith(['config', 'show', '--port', '9443'], { access: { config } })).out).toContain(
      'node.port  9443   flag',
    );
  });

  it('tells all mistakes of a file once, in the order of its lines', async () => {
    const mistake = (line: number, key: string) =>
      new AppError('CONFIG_INVALID', { file: 'b.conf', line, key });
    const validate = () => [mistake(7, 'host'), mistake(2, 'port')];
    const bad = await kith(['config', 'validate', 'b.conf'], { access: { config: { ...config, validate } } });
    expect(bad.err).toBe(
      'b.conf is not valid:\n  line 2: port.\n  line 7: host.\n`kith config generate` shows every setting.\n',
    );
    const json = await kith(['config', 'validate', 'b.conf', '--json'], {
      access: { config: { ...config, validate } },
    });
    expect(JSON.parse(json.err)).toMatchObject({
      error: { code: 'CONFIG_INVALID', params: { line: 2, mistakes: 2 } },
    });
  });

  it('of the next start are not taken for those a node runs with', async () => {
    const node = new FakeNode({ status: () => STATUS });
    const { out } = await kith(['config', 'show'], { node, access: { config } });
    expect(out).toContain('This is what the next start would use.');
    expect(out).toContain('started 1 hour ago and listens on 0.0.0.0:8443.');
  });
});
