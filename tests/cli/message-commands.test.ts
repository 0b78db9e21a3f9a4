import { describe, expect, it } from 'vitest';
import { until } from './until.js';
import { AppError } from '../../src/base/app-error.js';
import { FakeNode } from './fake-node.js';
import type { CommandResult } from '../../src/contract/commands.js';
import { runCommandLine } from '../../src/cli/program.js';
import { FakeTerminal, kith, NOON } from './fake-shell.js';
import { contact, CONVERSATION, link, message } from './people.js';

const BOB = contact('Bob');

describe('searching', () => {
  const hit = { position: '2abc', conversationId: CONVERSATION };
  const excerpt = { text: 'take the early boat', hits: [[9, 19]], cutBefore: true, cutAfter: false } as const;
  const rows = [
    {
      ...hit,
      id: 'person/b',
      kind: 'person',
      contactId: BOB.id,
      excerpt: { ...excerpt, text: 'Bob', hits: [] },
    },
    {
      ...hit,
      id: 'm',
      kind: 'message',
      excerpt,
      message: { id: 'x', position: '7'.repeat(41), direction: 'in', state: 'received', sentAt: NOON },
    },
  ] as const;
  const searching = (found: Partial<CommandResult<'searchPage'>> = {}) =>
    new FakeNode(
      { searchPage: () => ({ rows: [...rows], hasMore: false, unsearched: 0, ...found }) },
      { contacts: [BOB] },
    );

  it('shows people and messages, and where to read on', async () => {
    const { out, exitCode } = await kith(['search', 'early', 'boat'], { node: searching() });
    expect(exitCode).toBe(0);
    expect(out).toContain('Contact  … Bob');
    expect(out).toMatch(/Bob, .*\n {2}… take the early boat\n {2}kith history Bob --at 7{41}\n/u);
  });

  it('asks for one conversation, so many messages, behind a position', async () => {
    const node = searching();
    await kith(['search', '"early boat"', '--in', 'Bob', '--limit', '3', '--before', '2ff'], { node });
    const asked = { text: '"early boat"', conversationId: CONVERSATION, limit: 3, before: '2ff' };
    expect(node.called('searchPage')).toEqual([asked]);
    expect((await kith(['search', 'x', '--limit', '0'], { node })).exitCode).toBe(2);
    expect((await kith(['search'], { node })).exitCode).toBe(2);
  });

  it('says that there is nothing, more, or not everything yet', async () => {
    expect((await kith(['search', 'x'], { node: searching({ rows: [] }) })).out).toBe('Nothing was found.\n');
    const { out, err } = await kith(['search', 'x'], { node: searching({ hasMore: true, unsearched: 7 }) });
    expect(out).toContain('(more: --before 2abc)');
    expect(err).toContain('7 older messages cannot be found yet');
  });

  it('prints nothing a peer could command the terminal with, and JSON as it is', async () => {
    const text = 'early\u001b[2J \u202eboat\nagain';
    const evil = { ...rows[1], excerpt: { ...excerpt, text, hits: [[0, 5]] as [number, number][] } };
    const { out } = await kith(['search', 'x'], { node: searching({ rows: [evil] }) });
    expect(out).toContain('… early boat again\n');
    const asJson = await kith(['search', 'x', '--json'], { node: searching({ rows: [evil] }) });
    expect(JSON.parse(asJson.out)).toMatchObject({ rows: [{ excerpt: { text } }] });
  });

  it('names the home in what there is to type next', async () => {
    const { out } = await kith(['search', 'early', '--home', '/tmp/bob'], { node: searching({}) });
    expect(out).toMatch(/kith history \S+ --at \w+ --home \/tmp\/bob/u);
  });

  it('is refused without a word to look for', async () => {
    const node = searching({});
    const { exitCode, err } = await kith(['search', ' '], { node });
    expect([exitCode, err]).toEqual([2, 'What are you looking for? `kith search early boat`.\n']);
    expect(node.called('searchPage')).toEqual([]);
  });

  it('leads to the messages around what was found', async () => {
    const node = new FakeNode({}, { contacts: [BOB], messages: [message('take the early boat')] });
    const { out } = await kith(['history', 'Bob', '--at', '7'.repeat(41)], { node });
    expect(out).toContain('take the early boat');
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
      'To Bob: queued here; it leaves as soon as their node can take it: bob:1 did not answer in time. A firewall may be in the way; it is tried again.\n',
    );
  });

  it('reads the text from standard input, verbatim but for the last line break', async () => {
    const node = sending();
    await kith(['send', 'Bob', '-'], { node, input: ' one\ntwo\n' });
    expect(node.called('sendMessage')).toMatchObject([{ text: ' one\ntwo' }]);
  });

  it.each([32_769, 70_001, 2_000_000])('refuses %i bytes with the true limit', async (bytes) => {
    const node = sending();
    const text = 'x'.repeat(bytes);
    for (const ran of [
      await kith(['send', 'Bob', '-'], { node, input: text }),
      await kith(['send', 'Bob', text], { node }),
      await kith(['chat', 'Bob'], { node, input: text }),
    ]) {
      const said = 'The message is too long (at most 32768 bytes). Send it in several parts.\n';
      expect([ran.exitCode, ran.err]).toEqual([2, said]);
    }
    expect(node.called('sendMessage')).toEqual([]);
  });

  it('takes what fits exactly, with the line break behind it', async () => {
    const node = sending();
    const text = 'x'.repeat(32_768);
    expect((await kith(['send', 'Bob', '-'], { node, input: `${text}\r\n` })).exitCode).toBe(0);
    expect(node.called('sendMessage')).toMatchObject([{ text }]);
  });

  it('waits until the message is delivered', async () => {
    const node = sending();
    const waiting = kith(['send', 'Bob', 'hi', '--wait'], { node });
    const arrived = message('hi', { id: '1'.padStart(32, '0'), direction: 'out', state: 'delivered' });
    await until(() => node.called('sendMessage').length > 0);
    node.setRows('messages', [arrived]);
    expect((await waiting).out).toBe('To Bob: delivered to their node.\n');
  });

  it('gives a live link a moment before it says that the message waits', async () => {
    const node = sending();
    node.setRows('links', [link({ contactId: BOB.id })]);
    const slow = new FakeTerminal({ node });
    const done = runCommandLine(['send', 'Bob', 'hi'], slow.shell);
    await until(() => slow.timers.size > 0);
    expect(slow.out.text).toBe('');
    slow.passTime();
    await done;
    expect(slow.out.text).toContain('To Bob: queued here');
    const fast = kith(['send', 'Bob', 'hi'], { node });
    await until(() => node.called('sendMessage').length > 1);
    node.setRows('messages', [
      message('hi', { id: '1'.padStart(32, '0'), direction: 'out', state: 'delivered' }),
    ]);
    expect((await fast).out).toBe('To Bob: delivered to their node.\n');
  });

  it('asks a node that died before it answered again, under the same id', async () => {
    const node = sending('delivered');
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      if (node.called('sendMessage').length === 1) node.vanish();
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    const terminal = new FakeTerminal({ node });
    const done = runCommandLine(['send', 'Bob', 'hi'], terminal.shell);
    await until(() => terminal.timers.size > 0);
    terminal.passTime();
    expect([await done, terminal.out.text]).toEqual([0, 'To Bob: delivered to their node.\n']);
    const [first, again, ...others] = node.called('sendMessage');
    expect([again, others]).toEqual([first, []]);
  });

  it('says that nobody knows when the node does not come back, and repeats that try when told to', async () => {
    const node = sending('delivered');
    let isGone = false;
    const connectToNode = async () => {
      if (isGone) throw new AppError('NODE_NOT_RUNNING');
      return node.connect();
    };
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      isGone = true;
      node.vanish();
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    const terminal = new FakeTerminal({ node, access: { connectToNode } });
    let exitCode: number | undefined;
    const done = runCommandLine(['send', 'Bob', 'hi', '--json'], terminal.shell).then((code) => {
      exitCode = code;
    });
    await until(() => {
      terminal.passTime();
      return exitCode !== undefined;
    });
    await done;
    const id = '1'.padStart(32, '0');
    expect([exitCode, terminal.out.text]).toEqual([9, '']);
    expect(JSON.parse(terminal.err.text)).toMatchObject({
      error: { code: 'SEND_UNKNOWN', params: { messageId: id } },
    });
    Object.assign(node.handlers, { sendMessage: keep });
    await kith(['send', 'Bob', '--id', 'f'.repeat(32), 'hi'], { node });
    expect(node.called('sendMessage')).toMatchObject([{ id }, { id: 'f'.repeat(32) }]);
    expect((await kith(['send', 'Bob', '--id', 'f', 'hi'], { node })).exitCode).toBe(2);
  });

  it('does not call it a failure when the node stops after it has kept the message', async () => {
    const node = sending();
    const keep = node.handlers.sendMessage;
    node.handlers.sendMessage = (params) => {
      setImmediate(() => {
        node.vanish();
      });
      return keep?.(params) ?? { messageId: params.id, conversationId: CONVERSATION };
    };
    const { exitCode, err } = await kith(['send', 'Bob', 'hi', '--wait'], { node });
    expect([exitCode, err]).toEqual([
      1,
      'Your node keeps the message, and has stopped or was locked; it leaves at the latest once the node is open again.\n',
    ]);
    expect(node.called('sendMessage')).toHaveLength(1);
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
