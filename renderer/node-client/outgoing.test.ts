import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';
import { Outgoing } from './outgoing.js';

const LIVE: ConnectionState = { phase: 'live', node: 'open', version: '1' };
const [BOB, WITH_BOB] = ['b'.repeat(32), 'c'.repeat(64)];
const hello = { contactId: BOB, conversationId: WITH_BOB, text: 'Hello Bob' };

/** A node that answers, while it is there, whatever the test wants next, and else that all is well. */
function answering(...refusals: ErrorCode[]) {
  const state = createStore<ConnectionState>(() => LIVE);
  const asked: (readonly [string, Readonly<Record<string, unknown>>])[] = [];
  const call = (name: string, params: Readonly<Record<string, unknown>>) => {
    asked.push([name, params]);
    const refusal = state.getState().phase === 'live' ? refusals.shift() : 'NODE_NOT_RUNNING';
    return Promise.resolve(refusal ? err(new AppError(refusal)) : ok({}));
  };
  const connection = { call, state } as unknown as NodeConnection;
  const lose = () => {
    state.setState({ ...LIVE, phase: 'stale' });
  };
  const become = (now: ConnectionState) => {
    state.setState(now);
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const sentIds = () => asked.filter(([name]) => name === 'sendMessage').map(([, { id }]) => id);
  return { connection, lose, become, settled, sentIds };
}

function outgoingOver(connection: NodeConnection, carried?: unknown) {
  const refused: string[] = [];
  const outgoing = new Outgoing(connection, {
    now: () => 0,
    refused: ({ text }) => refused.push(text),
    carried,
  });
  return { outgoing, refused };
}

describe('a message that was sent', () => {
  it('whose answer was lost is asked for again under its id, and shown all the while', async () => {
    const { connection, lose, become, settled, sentIds } = answering('NODE_NOT_RUNNING');
    const { outgoing } = outgoingOver(connection);
    const sent = outgoing.send(hello);
    lose();
    await settled();
    expect(outgoing.store.getState()).toMatchObject([{ text: 'Hello Bob' }]);
    become(LIVE);
    await sent;
    expect(sentIds()).toHaveLength(2);
    expect(new Set(sentIds()).size).toBe(1);
    expect(outgoing.store.getState()).toMatchObject([{ text: 'Hello Bob' }]);
    expect(outgoing.carry()).toEqual([]);
  });

  it('is given back at once where no node is there to be asked', async () => {
    const { connection, lose, sentIds } = answering();
    const { outgoing, refused } = outgoingOver(connection);
    lose();
    await outgoing.send(hello);
    expect([outgoing.store.getState(), refused, sentIds()]).toEqual([[], ['Hello Bob'], []]);
  });

  it('goes over to the page after this one, which asks again under its id once the node is open', async () => {
    const first = answering('NODE_STOPPING');
    const { outgoing } = outgoingOver(first.connection);
    void outgoing.send(hello);
    first.lose();
    await first.settled();
    const next = answering();
    next.lose();
    const after = outgoingOver(next.connection, outgoing.carry());
    expect(after.outgoing.store.getState()).toMatchObject([{ text: 'Hello Bob' }]);
    next.become({ ...LIVE, node: 'locked' });
    await next.settled();
    const whileLocked = next.sentIds().length;
    next.become(LIVE);
    await next.settled();
    expect(next.sentIds()).toHaveLength(whileLocked + 1);
    expect(new Set([...first.sentIds(), ...next.sentIds()]).size).toBe(1);
  });

  it('and is longer than any message is given back and never goes to the node, which would end the session', async () => {
    const { connection, sentIds } = answering();
    const text = 'w'.repeat(MOST_DRAFT + 1);
    const { outgoing, refused } = outgoingOver(connection);
    await outgoing.send({ ...hello, text });
    expect([sentIds(), refused, outgoing.store.getState()]).toEqual([[], [text], []]);
  });

  it('is shown no more once its conversation is opened anew, unless the node has not answered', async () => {
    const { connection, lose, settled } = answering('NODE_NOT_RUNNING');
    const { outgoing } = outgoingOver(connection);
    void outgoing.send({ ...hello, text: 'Not answered' });
    lose();
    await settled();
    const other = outgoingOver(answering().connection).outgoing;
    await other.send(hello);
    outgoing.forgetAnswered(WITH_BOB);
    other.forgetAnswered('d'.repeat(64));
    expect([outgoing.store.getState(), other.store.getState()]).toMatchObject([
      [{ text: 'Not answered' }],
      [{ text: 'Hello Bob' }],
    ]);
    other.forgetAnswered(WITH_BOB);
    expect(other.store.getState()).toEqual([]);
  });

  it('and refused is shown no more and given back; entered again as it is, it is the same message', async () => {
    const { connection, sentIds } = answering('COMMAND_FAILED', 'COMMAND_FAILED');
    const { outgoing, refused } = outgoingOver(connection);
    await outgoing.send(hello);
    expect([outgoing.store.getState(), refused]).toEqual([[], ['Hello Bob']]);
    await outgoing.send(hello);
    await outgoing.send({ ...hello, text: 'Hello Robert' });
    const [first, again, other] = sentIds();
    expect([again === first, other === first]).toEqual([true, false]);
  });

  it.each([[null], [{}], [[{ id: 'a' }]], [['a', null]]])('is not taken from %j', (carried) => {
    expect(outgoingOver(answering().connection, carried).outgoing.store.getState()).toEqual([]);
  });
});
