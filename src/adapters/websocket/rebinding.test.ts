// SECURITY A-44: a name is resolved once, and what was looked at is what is connected to.

import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { dialWebSocket } from './dial-web-socket.js';

type Answer = (error: null, found: readonly LookupAddress[]) => void;

const { answers, asked } = vi.hoisted(() => ({ answers: [] as string[][], asked: [] as string[] }));
vi.mock('node:dns', () => ({
  lookup: (name: string, _options: object, answer: Answer) => {
    asked.push(name);
    const addresses = answers.length > 1 ? answers.shift() : answers[0];
    answer(
      null,
      (addresses ?? []).map((address) => ({ address, family: 4 })),
    );
  },
}));

/** Stands for an address outside, and one that must not be reached. */
const [OUTSIDE, INSIDE] = ['127.0.0.2', '127.0.0.3'];

describe('a name somebody else gave', () => {
  let port = 0;
  let servers: Server[] = [];
  const reached: string[] = [];

  beforeEach(async () => {
    reached.length = 0;
    answers.length = 0;
    asked.length = 0;
    servers = [];
    port = await listen(OUTSIDE, 0);
    await listen(INSIDE, port);
  });
  afterEach(() => {
    for (const server of servers) server.close();
  });

  it('with an address outside and one inside leads outside, in whatever order they come', async () => {
    for (const found of [
      [INSIDE, OUTSIDE],
      [OUTSIDE, INSIDE],
    ]) {
      answers.splice(0, answers.length, found);
      await dialled();
    }
    expect(reached).toEqual([OUTSIDE, OUTSIDE]);
  });

  it('that leads outside when it is looked at and inside afterwards is asked about once', async () => {
    answers.push([OUTSIDE], [INSIDE]);
    await dialled();
    expect(reached).toEqual([OUTSIDE]);
    expect(asked).toEqual(['bob.example']);
  });

  it('that leads inside alone is connected to nowhere', async () => {
    answers.push([INSIDE]);
    expect(await dialled()).toMatchObject({ ok: false, error: { kind: 'system', code: 'EHOSTUNREACH' } });
    expect(reached).toEqual([]);
  });

  it('that is an address inside, however it is written, is connected to nowhere, and one outside is', async () => {
    for (const inside of [INSIDE, '127.3', '2130706435', '0x7f.3']) {
      const outcome = await dialled(inside);
      expect(outcome, inside).toMatchObject({ ok: false, error: { kind: 'system', code: 'EHOSTUNREACH' } });
    }
    await dialled(OUTSIDE);
    expect(reached).toEqual([OUTSIDE]);
    expect(asked).toEqual([]);
  });

  it('that no address can be made of leads nowhere, and ends nothing', async () => {
    const outcomes: unknown[] = [];
    expect(() => outcomes.push(dialled('256.256.256.256'))).not.toThrow();
    expect(await outcomes[0]).toMatchObject({ ok: false, error: { kind: 'system', code: 'ENOTFOUND' } });
  });

  it('leads where it likes when its owner typed it', async () => {
    const timers = manualTimers();
    const observeKey = () => undefined;
    await dialWebSocket({ host: INSIDE, port, timeoutMs: 1_000, timers, observeKey }).outcome;
    expect(reached).toEqual([INSIDE]);
  });

  function dialled(host = 'bob.example') {
    const mayReach = (ip: string) => ip === OUTSIDE;
    const timers = manualTimers();
    const observeKey = () => undefined;
    return dialWebSocket({ host, port, timeoutMs: 1_000, mayReach, timers, observeKey }).outcome;
  }

  /** Notes who came, and hangs up. */
  async function listen(host: string, at: number): Promise<number> {
    const server = createServer((socket) => {
      reached.push(host);
      socket.destroy();
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(at, host, resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
});
