import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { CONTRACT_VERSION } from '../../contract/messages.js';
import { faceFixture, settled } from '../../testing/face-fixture.js';
import { SESSION_LIMITS } from './limits.js';

const CONTACT = 'ab'.repeat(16);
const REQUEST = 'cd'.repeat(16);

describe('a contract session', () => {
  it('begins with the contract, the version and the state', async () => {
    const { told } = faceFixture({ state: 'locked' }).rawFace();
    await settled();
    expect(told).toEqual([{ type: 'hello', contract: CONTRACT_VERSION, version: '1.2.3', state: 'locked' }]);
  });

  it('answers each call with its own result', async () => {
    const finish = new Map<string, () => void>();
    const fixture = faceFixture({
      handlers: {
        safetyNumber: ({ contactId }) =>
          new Promise((resolve) => {
            finish.set(contactId, () => {
              resolve({ number: contactId, qr: '', mine: '', theirs: '' });
            });
          }),
      },
    });
    const client = fixture.client();
    const first = client.call('safetyNumber', { contactId: CONTACT });
    const second = client.call('safetyNumber', { contactId: REQUEST });
    await settled();
    finish.get(REQUEST)?.();
    finish.get(CONTACT)?.();
    expect((await first).number).toBe(CONTACT);
    expect((await second).number).toBe(REQUEST);
  });

  it('keeps sessions apart', async () => {
    const fixture = faceFixture({ handlers: { lock: () => Promise.resolve({}) } });
    const [alice, bob] = [fixture.rawFace(), fixture.rawFace()];
    alice.transport.send({ type: 'call', call: 1, command: 'lock', params: {} });
    await settled();
    expect(alice.told.at(-1)).toEqual({ type: 'result', call: 1, value: {} });
    expect(bob.told).toHaveLength(1);
  });
});

describe('refusals', () => {
  it('tells the code and parameters of an expected failure', async () => {
    const client = faceFixture({
      handlers: {
        lock: () => Promise.reject(new AppError('TEXT_TOO_LONG', { limitBytes: 5 }, 'secret cause')),
      },
    }).client();
    await expect(client.call('lock', {})).rejects.toMatchObject({
      code: 'TEXT_TOO_LONG',
      params: { limitBytes: 5 },
      cause: undefined,
    });
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('/home/alice/secret'))],
    [
      'throws',
      () => {
        throw new Error('/home/alice/secret');
      },
    ],
  ])('says nothing of a bug that %s', async (_, lock) => {
    const fixture = faceFixture({ handlers: { lock } });
    const { transport, told } = fixture.rawFace();
    transport.send({ type: 'call', call: 7, command: 'lock', params: {} });
    await settled();
    expect(told.at(-1)).toEqual({ type: 'error', call: 7, error: { code: 'COMMAND_FAILED', params: {} } });
    expect(fixture.bugs).toHaveLength(1);
  });

  it.each(['format', 'constructor', '__proto__'])('does not know a command %s', async (command) => {
    const { transport, told } = faceFixture().rawFace();
    transport.send({ type: 'call', call: 1, command, params: {} });
    transport.send({ type: 'subscribe', call: 2, view: command, params: {} });
    await settled();
    expect(told.slice(1)).toMatchObject([
      { call: 1, error: { code: 'COMMAND_UNKNOWN', params: { command } } },
      { call: 2, error: { code: 'COMMAND_UNKNOWN', params: { command } } },
    ]);
  });

  it.each([
    ['a missing parameter', {}, ''],
    ['a parameter too many', { contactId: CONTACT, extra: 1 }, ''],
    ['an id that is none', { contactId: 'Bob' }, 'contactId'],
    ['no parameters', undefined, ''],
  ])('names the field of %s', async (_, params, field) => {
    const { transport, told } = faceFixture().rawFace();
    transport.send({ type: 'call', call: 1, command: 'blockContact', params });
    await settled();
    expect(told.at(-1)).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    if (field) expect(told.at(-1)).toMatchObject({ error: { params: { field } } });
  });

  it.each([
    ['locked', 'self', {}, 'NODE_LOCKED'],
    ['empty', 'self', {}, 'IDENTITY_MISSING'],
    ['empty', 'unlock', { password: 'x' }, 'IDENTITY_MISSING'],
    ['locked', 'createIdentity', { name: 'Alice', password: 'x' }, 'IDENTITY_EXISTS'],
    ['open', 'createIdentity', { name: 'Alice', password: 'x' }, 'IDENTITY_EXISTS'],
    ['open', 'unlock', { password: 'x' }, 'INPUT_INVALID'],
  ] as const)('when %s refuses %s', async (state, command, params, code) => {
    const { transport, told } = faceFixture({ state }).rawFace();
    transport.send({ type: 'call', call: 1, command, params });
    await settled();
    expect(told.at(-1)).toMatchObject({ type: 'error', error: { code } });
  });

  it('hide what was asked before the lock and found behind it, and do not call it refused', async () => {
    const answers: ((value: object) => void)[] = [];
    const answer = () =>
      new Promise<never>((resolve) => {
        answers.push(resolve as (value: object) => void);
      });
    const { server, ...fixture } = faceFixture({ handlers: { self: answer, lock: answer, status: answer } });
    const { transport, told } = fixture.rawFace();
    for (const [call, command] of ['self', 'lock', 'status'].entries())
      transport.send({ type: 'call', call, command, params: {} });
    await settled();
    server.setState('locked');
    answers[0]?.({ name: 'Alice' });
    answers[1]?.({});
    answers[2]?.({ state: 'locked' });
    await settled();
    expect(told.slice(2)).toEqual([
      { type: 'error', call: 0, error: { code: 'ANSWER_LOST', params: {} } },
      { type: 'result', call: 1, value: {} },
      { type: 'result', call: 2, value: { state: 'locked' } },
    ]);
  });

  it.each([
    ['no message', 'hello'],
    ['a message of another type', { type: 'result', call: 1, value: 1 }],
    ['a field too many', { type: 'unsubscribe', call: 1, why: 'not' }],
    ['a negative number', { type: 'unsubscribe', call: -1 }],
  ])('ends the session of a face that sends %s', async (_, message) => {
    const { transport, isClosed } = faceFixture().rawFace();
    transport.send(message as Parameters<typeof transport.send>[0]);
    await settled();
    expect(isClosed()).toBe(true);
  });

  it('ends the session of a face that uses a number twice', async () => {
    const { transport, isClosed } = faceFixture({
      handlers: { lock: () => new Promise(() => undefined) },
    }).rawFace();
    transport.send({ type: 'call', call: 1, command: 'lock', params: {} });
    transport.send({ type: 'subscribe', call: 1, view: 'contacts', params: {} });
    await settled();
    expect(isClosed()).toBe(true);
  });
});

describe('limits of a session', () => {
  it('keeps at most 256 calls in flight, and takes the next once one is answered', async () => {
    const answers: (() => void)[] = [];
    const { transport, told } = faceFixture({
      handlers: {
        lock: () =>
          new Promise((resolve) => {
            answers.push(() => {
              resolve({});
            });
          }),
      },
    }).rawFace();
    const call = (number: number) => {
      transport.send({ type: 'call', call: number, command: 'lock', params: {} });
    };
    for (let number = 0; number <= SESSION_LIMITS.callsInFlight; number++) call(number);
    await settled();
    expect(answers).toHaveLength(SESSION_LIMITS.callsInFlight);
    expect(told.at(-1)).toMatchObject({
      call: 256,
      error: { code: 'RATE_EXCEEDED', params: { limit: 256 } },
    });
    answers[0]?.();
    await settled();
    call(300);
    await settled();
    expect(answers).toHaveLength(SESSION_LIMITS.callsInFlight + 1);
  });

  it('keeps at most 64 subscriptions, and takes the next once one ended', async () => {
    const fixture = faceFixture();
    const { transport, told } = fixture.rawFace();
    const subscribe = (call: number) => {
      transport.send({ type: 'subscribe', call, view: 'contacts', params: {} });
    };
    for (let number = 0; number <= SESSION_LIMITS.subscriptions; number++) subscribe(number);
    await settled();
    expect(fixture.looks).toHaveLength(SESSION_LIMITS.subscriptions);
    expect(told.at(-1)).toMatchObject({ call: 64, error: { code: 'RATE_EXCEEDED' } });
    transport.send({ type: 'unsubscribe', call: 3 });
    subscribe(100);
    await settled();
    expect(fixture.looks).toHaveLength(SESSION_LIMITS.subscriptions + 1);
  });
});

describe('subscriptions of a session', () => {
  it('end with the session', async () => {
    const fixture = faceFixture();
    const { transport } = fixture.rawFace();
    transport.send({ type: 'subscribe', call: 1, view: 'contacts', params: {} });
    await settled();
    expect(fixture.looks[0]?.isOpen).toBe(true);
    transport.close();
    await settled();
    expect(fixture.looks[0]?.isOpen).toBe(false);
  });

  it('that are not allowed any more end with resync when the node locks', async () => {
    const fixture = faceFixture();
    const { transport, told } = fixture.rawFace();
    transport.send({ type: 'subscribe', call: 1, view: 'contacts', params: {} });
    transport.send({ type: 'subscribe', call: 2, view: 'status', params: {} });
    await settled();
    fixture.server.setState('locked');
    fixture.server.setState('locked');
    await settled();
    expect(told.slice(1)).toEqual([
      { type: 'state', state: 'locked' },
      { type: 'resync', call: 1 },
    ]);
    expect(fixture.looks.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('pass snapshots and deltas on, and end when the view failed', async () => {
    const fixture = faceFixture();
    const { transport, told } = fixture.rawFace();
    transport.send({ type: 'subscribe', call: 4, view: 'status', params: {} });
    await settled();
    const sink = fixture.looks[0]?.sink;
    const whole = { hasOlder: false, hasNewer: false };
    sink?.snapshot({ rev: 1, incarnation: '', rows: [{ id: 'status' }], ...whole });
    sink?.delta({ from: 1, to: 2, upsert: [], remove: ['status'], ...whole });
    sink?.failed(new AppError('STORE_FAILED'));
    await settled();
    expect(told.slice(1)).toEqual([
      { type: 'snapshot', call: 4, rev: 1, incarnation: '', rows: [{ id: 'status' }], ...whole },
      { type: 'delta', call: 4, from: 1, to: 2, upsert: [], remove: ['status'], ...whole },
      { type: 'error', call: 4, error: { code: 'STORE_FAILED', params: {} } },
    ]);
    expect(fixture.looks[0]?.isOpen).toBe(false);
  });

  it('are told a view that cannot begin', async () => {
    const { transport, told } = faceFixture({
      views: {
        subscribe: () => {
          throw new AppError('NODE_LOCKED');
        },
      },
    }).rawFace();
    transport.send({ type: 'subscribe', call: 1, view: 'contacts', params: {} });
    await settled();
    expect(told.at(-1)).toMatchObject({ type: 'error', error: { code: 'NODE_LOCKED' } });
  });

  it('end for every face when the server closes', async () => {
    const fixture = faceFixture();
    const { isClosed } = fixture.rawFace();
    fixture.server.close();
    await settled();
    expect(isClosed()).toBe(true);
  });
});
