import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HistoryLog, type LogEvent, readHistoryLog } from './history-log.js';
import { thisMachine } from './this-machine.js';

const RUN: LogEvent = {
  kind: 'info',
  what: 'run',
  seed: 7,
  topology: 'full',
  pairs: 1,
  nodes: { alice: 'a'.repeat(64), bob: 'b'.repeat(64) },
  machine: thisMachine(),
};
const MESSAGE = { id: '1'.repeat(32), conversation: '2'.repeat(64) };
const EVENTS: readonly LogEvent[] = [
  RUN,
  { kind: 'info', what: 'started' },
  { kind: 'invoke', ...MESSAGE, to: 'bob', sha256: '3'.repeat(64) },
  { kind: 'info', what: 'killed' },
  { kind: 'unknown', ...MESSAGE },
  { kind: 'ok', ...MESSAGE },
  { kind: 'info', what: 'delivered', ...MESSAGE },
  { kind: 'info', what: 'fileUnderWay', to: 'bob' },
  { kind: 'info', what: 'fileOver', to: 'bob' },
  { kind: 'info', what: 'files', sent: 1, verified: 1, failed: 0, mbPerSecond: null },
  { kind: 'info', what: 'stopped' },
];

describe('the log of a run', () => {
  let dir: string;
  let text: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kith-log-test-'));
    const path = join(dir, 'history.jsonl');
    const log = new HistoryLog(path);
    for (const event of EVENTS) log.write('alice', event);
    log.close();
    text = await readFile(path, 'utf8');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const line = (number: number) => text.split('\n')[number - 1] ?? '';

  it('is read as it was written, in its order, each line with its time and its node', () => {
    const read = readHistoryLog(text);
    if (!read.ok) throw new Error(read.error);
    expect(read.value.run).toMatchObject(RUN);
    expect(read.value.lines.map(({ atMs: _, node: __, ...event }) => event)).toEqual(EVENTS);
    expect(read.value.lines.every(({ node }) => node === 'alice')).toBe(true);
    const times = read.value.lines.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('is no other run’s: an existing one is not written to', () => {
    expect(() => new HistoryLog(join(dir, 'history.jsonl'))).toThrow('EEXIST');
  });

  it('is refused when its last line was not written to its end', () => {
    expect(readHistoryLog(text.slice(0, -5))).toEqual({
      ok: false,
      error: 'line 11 was not written to its end',
    });
  });

  it('is refused without its first line, also when it is empty', () => {
    const error = 'line 1 does not say which run this was';
    expect(readHistoryLog(text.slice(line(1).length + 1))).toEqual({ ok: false, error });
    expect(readHistoryLog('')).toEqual({ ok: false, error });
  });

  it.each([
    ['no JSON', 3, '{"kind":'],
    ['no object', 3, '7'],
    ['a kind nobody knows', 3, '{"atMs":1,"node":"alice","kind":"maybe"}'],
    ['a kind as an info', 3, '{"atMs":1,"node":"alice","kind":"info","what":"ok"}'],
    ['an info as a kind', 4, '{"atMs":1,"node":"alice","kind":"killed"}'],
    ['a name every object has', 4, '{"atMs":1,"node":"alice","kind":"info","what":"toString"}'],
    ['no time', 4, '{"node":"alice","kind":"info","what":"killed"}'],
    ['no node', 4, '{"atMs":1,"kind":"info","what":"killed"}'],
    ['no message', 5, '{"atMs":1,"node":"alice","kind":"unknown"}'],
    [
      'an id of another length',
      6,
      `{"atMs":1,"node":"a","kind":"ok","id":"1","conversation":"${'2'.repeat(64)}"}`,
    ],
  ])('is refused with %s', (_, number, bad) => {
    const bent = text.replace(line(number), bad);
    expect(readHistoryLog(bent)).toEqual({ ok: false, error: `line ${number} is no line of such a log` });
  });
});
