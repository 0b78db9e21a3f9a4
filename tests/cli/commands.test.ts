import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { FakeNode } from './fake-node.js';
import { kith, NOON } from './fake-shell.js';
import { ALICE, contact, CONVERSATION, link, message, request, STATUS } from './people.js';

const BOB = contact('Bob');
const COMMANDS =
  'init start node id add requests approve decline contacts verify rename block unblock remove send history chat withdraw status lock unlock passwd'.split(
    ' ',
  );

describe('the command line', () => {
  it.each([...COMMANDS, 'config generate', 'config validate', 'config show'])(
    'explains %s with an example',
    async (command) => {
      const { exitCode, out } = await kith([...command.split(' '), '--help']);
      expect(exitCode).toBe(0);
      expect(out).toContain(`Usage: kith ${command}`);
      expect(out).toMatch(/Example:\n {2}\S*.*kith /u);
      expect(out).toContain('--home');
      expect(out).toContain('--json');
    },
  );

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
      expect(err).toContain('kith --help');
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
    expect(err).toContain('npm start');
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

describe('contacts', () => {
  it('are listed with state, trust and what waits', async () => {
    const rows = [
      contact('Bob', { queued: 2, trust: 'compared' }),
      contact('Carol\u001b[2J', { state: 'requested' }),
    ];
    const { out } = await kith(['contacts'], { node: new FakeNode({}, { contacts: rows }) });
    expect(out).toBe(
      [
        'NAME   STATE                     TRUST            QUEUED  ADDRESS',
        'Bob    approved                  compared         2       bob.example.org:8443',
        'Carol  waiting for their answer  digits approved  0       bob.example.org:8443',
        '',
      ].join('\n'),
    );
  });

  it('are renamed, blocked and unblocked by name', async () => {
    const node = new FakeNode({}, { contacts: [BOB] });
    await kith(['rename', 'bob', 'Robert'], { node });
    await kith(['block', 'Bob'], { node });
    await kith(['unblock', 'Bob'], { node });
    expect(node.calls).toEqual([
      { command: 'renameContact', params: { contactId: BOB.id, name: 'Robert' } },
      { command: 'blockContact', params: { contactId: BOB.id } },
      { command: 'unblockContact', params: { contactId: BOB.id } },
    ]);
  });

  it('are removed only with consent, and their history only when asked for', async () => {
    const node = new FakeNode({}, { contacts: [BOB] });
    expect((await kith(['remove', 'Bob'], { node })).exitCode).toBe(2);
    expect((await kith(['remove', 'Bob'], { node, script: [['[y/N]', 'n\r']] })).exitCode).toBe(1);
    expect(node.called('removeContact')).toEqual([]);
    await kith(['remove', 'Bob', '--yes'], { node });
    await kith(['remove', 'Bob', '--delete-history'], { node, script: [['[y/N]', 'y\r']] });
    expect(node.called('removeContact')).toMatchObject([{ history: 'keep' }, { history: 'delete' }]);
  });

  it('show the safety number in twelve groups and keep the mark', async () => {
    const safety = { number: '1234567890'.repeat(6), qr: 'kith-safety', mine: '', theirs: '' };
    const node = new FakeNode({ safetyNumber: () => safety }, { contacts: [BOB] });
    const { out } = await kith(['verify', 'Bob'], { node });
    expect(out.match(/\b\d{5}\b/gu)).toHaveLength(12);
    await kith(['verify', 'Bob', '--matches'], { node });
    await kith(['verify', 'Bob', '--reset'], { node });
    expect(node.called('markCompared')).toMatchObject([{ compared: true }, { compared: false }]);
  });
});

describe('requests', () => {
  const dave = request('Dave', { note: 'from the choir\u202e' });
  const eve = request('Evelyn', {
    receivedAt: NOON - 1,
    replaces: { contactId: BOB.id, name: 'Bob', countersigned: false },
  });
  const node = () =>
    new FakeNode(
      { approveRequest: ({ contactId }) => ({ contactId }) },
      { requests: [eve, dave], contacts: [BOB] },
    );

  it('are numbered, oldest first, with digits, note and claims', async () => {
    const { out } = await kith(['requests'], { node: node() });
    expect(out).toContain(
      '1  Dave, 2 minutes ago\n   12345 67890 12345 67890 12345 67890\n   "from the choir"',
    );
    expect(out).toContain('2  Evelyn, just now');
    expect(out).toContain('Claims to be Bob with a new key; the old key does not confirm it');
  });

  it('are accepted after the digits were confirmed', async () => {
    const asked = node();
    const { exitCode, out } = await kith(['approve', '1'], { node: asked, script: [['[y/N]', 'yes\r']] });
    expect(exitCode).toBe(0);
    expect(out).toContain('Do these digits match what your friend told you?');
    expect(asked.called('approveRequest')).toMatchObject([{ requestId: dave.id }]);
  });

  it('are not accepted without consent, nor when the digits differ', async () => {
    const asked = node();
    expect((await kith(['approve', '1'], { node: asked })).exitCode).toBe(2);
    expect((await kith(['approve', '1', '--fingerprint', '99999'], { node: asked })).exitCode).toBe(1);
    expect((await kith(['approve', '1', '--yes', '--fingerprint', '99999'], { node: asked })).exitCode).toBe(
      1,
    );
    expect(asked.called('approveRequest')).toEqual([]);
    expect(
      (await kith(['approve', 'dave', '--fingerprint', dave.fingerprint], { node: asked })).exitCode,
    ).toBe(0);
  });

  it('are declined and blocked without a word to the sender', async () => {
    const asked = node();
    await kith(['decline', 'Evelyn'], { node: asked });
    await kith(['block', 'Dave'], { node: asked });
    expect(asked.called('declineRequest')).toEqual([{ requestId: eve.id }]);
    expect(asked.called('blockRequest')).toEqual([{ requestId: dave.id }]);
  });
});

describe('adding somebody', () => {
  const found = {
    nodeId: BOB.nodeId,
    nodeIdText: BOB.nodeIdText,
    fingerprint: BOB.fingerprint,
    address: 'bob.example.org:8443',
    fromLink: false,
    reached: true,
    contactId: null,
  };
  const node = (changes: object = {}) =>
    new FakeNode({ lookUp: () => ({ ...found, ...changes }), addContact: ({ id }) => ({ contactId: id }) });

  it('shows the digits and sends the request only after they were approved', async () => {
    const asked = node();
    const args = ['add', 'bob.example.org:8443', '--name', 'Bob', '--note', 'It is Alice'];
    const { exitCode, out } = await kith(args, { node: asked, script: [['[y/N]', 'y\r']] });
    expect(exitCode).toBe(0);
    expect(out).toContain('12345 67890 12345 67890 12345 67890');
    expect(out).toContain('Your request is on its way.');
    expect(asked.called('addContact')).toMatchObject([
      {
        nodeId: BOB.nodeId,
        address: 'bob.example.org:8443',
        name: 'Bob',
        note: 'It is Alice',
        trust: 'address',
      },
    ]);
  });

  it.each([
    ['the owner says no', [] as string[], [['[y/N]', '\r']] as const, 1],
    ['nobody can be asked', [], undefined, 2],
    ['the digits are others', ['--fingerprint', '00000'], undefined, 1],
    ['the digits are others and --yes was given', ['--yes', '--fingerprint', '00000'], undefined, 1],
  ])('sends nothing when %s', async (_, options, script, exitCode) => {
    const asked = node();
    const ran = await kith(['add', 'bob:8443', ...options], { node: asked, ...(script && { script }) });
    expect(ran.exitCode).toBe(exitCode);
    expect(asked.called('addContact')).toEqual([]);
  });

  it('asks nothing when the link carried the identity', async () => {
    const asked = node({ fromLink: true, reached: false, address: null });
    const { exitCode, out } = await kith(['add', 'kith://add/?id=kith1'], { node: asked });
    expect(exitCode).toBe(0);
    expect(out).toContain('did not answer yet');
    expect(asked.called('addContact')).toMatchObject([{ trust: 'link', address: null }]);
  });

  it('compares given digits even with a link', async () => {
    const asked = node({ fromLink: true });
    const { err } = await kith(['add', 'kith://', '--fingerprint', '1 2 3', '--json'], { node: asked });
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'FINGERPRINT_DIFFERS' } });
    expect(asked.called('addContact')).toEqual([]);
  });

  it('does not ask under --json, which promises one document', async () => {
    const { exitCode, out } = await kith(['add', 'bob:8443', '--json'], { node: node(), script: [] });
    expect([exitCode, out]).toEqual([2, '']);
  });

  it('says that a contact exists, and what the network answered', async () => {
    expect((await kith(['add', 'bob:1'], { node: node({ contactId: BOB.id }) })).err).toContain(
      'already your contact',
    );
    const silent = new FakeNode({
      lookUp: () => {
        throw new AppError('PEER_REFUSED_CONNECTION', { address: 'bob:1' });
      },
    });
    const { exitCode, err } = await kith(['add', 'bob:1'], { node: silent });
    expect([exitCode, err]).toEqual([
      8,
      'Nobody listens at bob:1. Their node may be off, or the port is another.\n',
    ]);
  });
});

describe('sending', () => {
  const sending = (state: 'queued' | 'delivered' | 'failed' = 'queued') => {
    const node: FakeNode = new FakeNode(
      {
        sendMessage: ({ id, text }) => {
          const reason =
            state === 'delivered' ? null : ({ code: 'PEER_TIMEOUT', params: { address: 'bob:1' } } as const);
          node.setRows('messages', [message(text, { id, direction: 'out', state, reason })]);
          return { messageId: id, conversationId: CONVERSATION };
        },
      },
      { contacts: [BOB] },
    );
    return node;
  };

  it('says where the message is and why', async () => {
    const { out } = await kith(['send', 'Bob', 'Dinner', 'at', 'eight?'], { node: sending() });
    expect(out).toBe(
      'To Bob: queued here; it leaves when their node is reached: bob:1 did not answer in time. A firewall may be in the way; it is tried again.\n',
    );
  });

  it('reads the text from standard input, verbatim but for the last line break', async () => {
    const node = sending();
    await kith(['send', 'Bob', '-'], { node, input: ' one\ntwo\n' });
    expect(node.called('sendMessage')).toMatchObject([{ text: ' one\ntwo' }]);
  });

  it('reads no more of standard input than a message can hold', async () => {
    const node = sending();
    const { exitCode } = await kith(['send', 'Bob', '-'], { node, input: 'x'.repeat(70_001) });
    expect([exitCode, node.called('sendMessage')]).toEqual([2, []]);
  });

  it('waits until the message is delivered', async () => {
    const node = sending();
    const waiting = kith(['send', 'Bob', 'hi', '--wait'], { node });
    const arrived = message('hi', { id: '1'.padStart(32, '0'), direction: 'out', state: 'delivered' });
    await until(() => node.called('sendMessage').length > 0);
    node.setRows('messages', [arrived]);
    expect((await waiting).out).toBe('To Bob: delivered to their node.\n');
  });

  it('fails when the message did', async () => {
    expect((await kith(['send', 'Bob', 'hi'], { node: sending('failed') })).exitCode).toBe(8);
  });

  it('takes back the last message that waits', async () => {
    const rows = [
      message('old', {
        direction: 'out',
        state: 'queued',
        id: 'a'.repeat(32),
        position: '1'.padStart(41, '0'),
      }),
      message('new', {
        direction: 'out',
        state: 'queued',
        id: 'b'.repeat(32),
        position: '2'.padStart(41, '0'),
      }),
    ];
    const node = new FakeNode({}, { contacts: [BOB], messages: rows });
    await kith(['withdraw', 'Bob', 'last'], { node });
    await kith(['withdraw', 'Bob', 'aaaa'], { node });
    await kith(['withdraw', 'Bob'], { node });
    expect(node.called('withdrawMessage')).toMatchObject([
      { messageId: 'b'.repeat(32) },
      { messageId: 'a'.repeat(32) },
    ]);
    expect(node.called('withdrawRequest')).toEqual([{ contactId: BOB.id }]);
    expect((await kith(['withdraw', 'Bob', 'cccc'], { node })).exitCode).toBe(6);
  });
});

describe('history', () => {
  it('shows the newest messages, long ones whole', async () => {
    const rows = [message('beginning', { more: true })];
    const node = new FakeNode(
      { messageText: () => ({ text: 'beginning and end' }) },
      { contacts: [BOB], messages: rows },
    );
    expect((await kith(['history', 'Bob'], { node })).out).toContain('12:00  Bob  beginning and end\n');
  });

  it('pages back from a position', async () => {
    const before = '5'.padStart(41, '0');
    const node = new FakeNode(
      { messagePage: () => ({ messages: [message('old')], hasMore: true }) },
      { contacts: [BOB] },
    );
    const { out } = await kith(['history', 'Bob', '--before', before, '--limit', '1'], { node });
    expect(node.called('messagePage')).toEqual([{ conversationId: CONVERSATION, before, limit: 1 }]);
    expect(out).toContain(`--before ${message('old').position}`);
  });

  it('goes through everything a page at a time', async () => {
    const pages = [1, 2, 3].map((n) => message('x'.repeat(n), { position: String(n).padStart(41, '0') }));
    const messagePage = ({ after = '' }) => {
      const next = pages.filter(({ position }) => position > after);
      return { messages: next.slice(0, 1), hasMore: next.length > 1 };
    };
    const node = new FakeNode({ messagePage }, { contacts: [BOB] });
    const { out } = await kith(['history', 'Bob', '--all'], { node });
    expect(out.match(/Bob {2}x+/gu)).toEqual(['Bob  x', 'Bob  xx', 'Bob  xxx']);
    expect(out.match(/2 March/gu)).toHaveLength(1);
    const { messages } = JSON.parse((await kith(['history', 'Bob', '--all', '--json'], { node })).out) as {
      messages: unknown[];
    };
    expect(messages).toHaveLength(3);
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
      'Reached by   Bob, 5 minutes ago',
      'Listening    0.0.0.0:8443',
      'Queued       2 messages',
      'Requests     1 waiting: see `kith requests`',
      'Notice       Somebody else answers at bob:1 now.',
      'Bob      2 messages waiting  not connected, last heard of 2 hours ago; next try in 12 seconds. Nobody listens at bob:1.',
    ]) {
      expect(out).toContain(part);
    }
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
    expect(bad.err).toContain('bad.conf, line 2');
    expect((await kith(['config', 'show', '--port', '9443'], { access: { config } })).out).toContain(
      'node     port  9443   flag',
    );
  });
});

/** Lets the in-memory session run until something has happened. */
async function until(hasHappened: () => boolean): Promise<void> {
  while (!hasHappened()) await new Promise((resolve) => setImmediate(resolve));
}
