import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { askUntilAnswered } from './ask-until-answered.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';

const ANSWER = { number: '12345', qr: 'kith:12345' };

/** Alice's node, which answers as the test says; time passes when the test says so. */
function asking() {
  const told: unknown[] = [];
  const waiting: (() => void)[] = [];
  let refusal: ErrorCode | undefined = 'NODE_NOT_RUNNING';
  let asked = 0;
  const state = createStore<ConnectionState>(() => ({ phase: 'stale', node: 'open', version: '1' }));
  const call = () => {
    asked++;
    return Promise.resolve(refusal ? err(new AppError(refusal)) : ok(ANSWER));
  };
  const connection = { call, state } as unknown as NodeConnection;
  const schedule = { after: (_delayMs: number, action: () => void) => void waiting.push(action) };
  const stop = askUntilAnswered(connection, schedule, {
    name: 'safetyNumber',
    params: { contactId: 'b'.repeat(32) },
    onAnswer: (answer) => told.push(answer),
    onRefused: ({ code }) => told.push(code),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    told,
    stop,
    settled,
    asked: () => asked,
    answers: () => (refusal = undefined),
    isBack: () => {
      state.setState({ phase: 'live' });
      return settled();
    },
    timePasses: () => {
      for (const action of waiting.splice(0)) action();
      return settled();
    },
  };
}

describe('a question', () => {
  it('is asked again by itself until it is answered, and then no more', async () => {
    const { told, asked, answers, settled, timePasses, isBack } = asking();
    await settled();
    await timePasses();
    answers();
    await timePasses();
    expect(told).toEqual(['NODE_NOT_RUNNING', 'NODE_NOT_RUNNING', ANSWER]);
    await timePasses();
    await isBack();
    expect(asked()).toBe(3);
  });

  it('is asked at once when the node is there again, and answered once', async () => {
    const { told, answers, settled, timePasses, isBack } = asking();
    await settled();
    answers();
    await isBack();
    await timePasses();
    expect(told).toEqual(['NODE_NOT_RUNNING', ANSWER]);
  });

  it('is not asked again when nobody wants the answer any more', async () => {
    const { told, asked, answers, stop, settled, timePasses, isBack } = asking();
    await settled();
    stop();
    answers();
    await timePasses();
    await isBack();
    expect(told).toEqual(['NODE_NOT_RUNNING']);
    expect(asked()).toBe(1);
  });
});
