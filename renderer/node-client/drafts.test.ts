import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { Drafts } from './drafts.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';

/** A node that answers as the test says, and notes what it was told. */
function scripted(carried?: string) {
  const told: unknown[] = [];
  let refusal: ErrorCode | undefined;
  const state = createStore<ConnectionState>(() => ({ phase: 'live', node: 'open', version: '1' }));
  const call = (_name: string, params: unknown) => {
    if (refusal) return Promise.resolve(err(new AppError(refusal)));
    told.push(params);
    return Promise.resolve(ok({}));
  };
  const drafts = new Drafts({ call, state } as unknown as NodeConnection, carried);
  return {
    drafts,
    told,
    refuse: (code: ErrorCode | undefined) => (refusal = code),
    become: (now: Partial<ConnectionState>) => {
      state.setState(now);
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

const DRAFT = { conversationId: 'bob', text: 'half a thought' };

describe('what is being written', () => {
  it('is told to the node, and carried nowhere once it has it', async () => {
    const { drafts, told, settled } = scripted();
    drafts.keep('bob', 'half a thought');
    expect(drafts.carry()).not.toBe('');
    await settled();
    expect([told, drafts.carry()]).toEqual([[DRAFT], '']);
  });

  it('is told again, as it was last, when the node that was away is there', async () => {
    const { drafts, told, refuse, become, settled } = scripted();
    refuse('NODE_NOT_RUNNING');
    become({ phase: 'stale' });
    drafts.keep('bob', 'half');
    drafts.keep('bob', 'half a thought');
    await settled();
    refuse(undefined);
    become({ phase: 'live' });
    await settled();
    expect([told, drafts.carry()]).toEqual([[DRAFT], '']);
  });

  it('goes over to the page after this one, which tells it when its node is open', async () => {
    const first = scripted();
    first.refuse('NODE_LOCKED');
    first.drafts.keep('bob', 'half a thought');
    await first.settled();
    const next = scripted(first.drafts.carry());
    expect(next.told).toEqual([]);
    await next.drafts.saveAll();
    expect([next.told, next.drafts.carry()]).toEqual([[DRAFT], '']);
  });

  it('is given up when the node does not want it', async () => {
    const { drafts, refuse, settled } = scripted();
    refuse('NOT_FOUND');
    drafts.keep('bob', 'half a thought');
    await settled();
    expect(drafts.carry()).toBe('');
  });

  it.each(['', 'a name', '{}', '[["bob"]]', '[["bob",1]]', '[null]'])('is not taken from %j', (carried) => {
    expect(scripted(carried).drafts.carry()).toBe('');
  });
});
