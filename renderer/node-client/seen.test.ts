import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { MOST_SEEN_AT_ONCE } from '../../src/contract/bounds.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';
import { Seen } from './seen.js';

/** A node that answers as the test says, and notes what it took; time passes when the test says so. */
function scripted() {
  const took: unknown[] = [];
  const waiting: (() => void)[] = [];
  let refusal: ErrorCode | undefined;
  let asked = 0;
  const state = createStore<ConnectionState>(() => ({ phase: 'live', node: 'open', version: '1' }));
  const call = (_name: string, params: unknown) => {
    asked++;
    if (refusal) return Promise.resolve(err(new AppError(refusal)));
    took.push(params);
    return Promise.resolve(ok({}));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const schedule = { after: (_delayMs: number, action: () => void) => void waiting.push(action) };
  return {
    seen: new Seen({ call, state } as unknown as NodeConnection, schedule),
    took,
    asked: () => asked,
    refuse: (code: ErrorCode | undefined) => (refusal = code),
    become: (now: Partial<ConnectionState>) => {
      state.setState(now);
    },
    settled,
    timePasses: async () => {
      for (const action of waiting.splice(0)) action();
      await settled();
    },
  };
}

describe('what was seen', () => {
  it('is told to the node once', async () => {
    const { seen, took, settled, timePasses } = scripted();
    seen.tell('bob', ['1', '2']);
    await settled();
    await timePasses();
    expect(took).toEqual([{ conversationId: 'bob', positions: ['1', '2'] }]);
  });

  it.each(['DISK_FULL', 'STORE_FAILED', 'ANSWER_LOST'] as const)(
    'and refused with %s is told again by itself, with what was seen meanwhile, until it is taken',
    async (code) => {
      const { seen, took, refuse, settled, timePasses } = scripted();
      refuse(code);
      seen.tell('bob', ['1']);
      await settled();
      seen.tell('bob', ['1', '2']);
      await timePasses();
      refuse(undefined);
      await timePasses();
      expect(took).toEqual([{ conversationId: 'bob', positions: ['1', '2'] }]);
    },
  );

  it('is tried once at a time, however much is seen meanwhile', async () => {
    const { seen, refuse, asked, settled, timePasses } = scripted();
    refuse('DISK_FULL');
    for (const position of ['1', '2', '3']) seen.tell('bob', [position]);
    await settled();
    seen.tell('nora', ['4']);
    await settled();
    expect(asked()).toBe(1);
    await timePasses();
    expect(asked()).toBe(2);
  });

  it('is told at once when the node that was away is there', async () => {
    const { seen, took, refuse, become, settled } = scripted();
    refuse('NODE_NOT_RUNNING');
    become({ phase: 'stale' });
    seen.tell('bob', ['1']);
    await settled();
    refuse(undefined);
    become({ phase: 'live' });
    await settled();
    expect(took).toEqual([{ conversationId: 'bob', positions: ['1'] }]);
  });

  it.each(['NOT_FOUND', 'INPUT_INVALID'] as const)('and refused with %s holds up nothing', async (code) => {
    const { seen, took, refuse, settled } = scripted();
    refuse(code);
    seen.tell('bob', ['1']);
    await settled();
    refuse(undefined);
    seen.tell('nora', ['2']);
    await settled();
    expect(took).toEqual([{ conversationId: 'nora', positions: ['2'] }]);
  });

  it('is told of a conversation in which nothing is unread, and of none without a reason', async () => {
    const { seen, took, refuse, settled, timePasses } = scripted();
    refuse('DISK_FULL');
    seen.tell('bob', []);
    seen.tellLooked('bob');
    await settled();
    refuse(undefined);
    await timePasses();
    await timePasses();
    expect(took).toEqual([{ conversationId: 'bob', positions: [] }]);
  });

  it('is told in parts no longer than a command may be', async () => {
    const { seen, took, settled } = scripted();
    const positions = Array.from({ length: MOST_SEEN_AT_ONCE + 1 }, (_, at) => String(at));
    seen.tell('bob', positions);
    await settled();
    expect(took).toEqual([
      { conversationId: 'bob', positions: positions.slice(0, -1) },
      { conversationId: 'bob', positions: positions.slice(-1) },
    ]);
  });
});
