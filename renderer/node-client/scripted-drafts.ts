// What Alice writes to Bob in a page, for tests.

import { createStore } from 'zustand/vanilla';
import { AppError, type ErrorCode } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { Drafts, type DraftsOptions } from './drafts.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';

/** A node that answers as the test says, and notes what it was told. */
export function scripted(carried?: unknown, command: DraftsOptions['command'] = 'setDraft') {
  const told: unknown[] = [];
  let refusal: ErrorCode | undefined;
  let above = '';
  const state = createStore<ConnectionState>(() => ({ phase: 'live', node: 'open', version: '1' }));
  const call = (name: string, params: unknown) => {
    if (name !== command) throw new Error(name);
    if (refusal) return Promise.resolve(err(new AppError(refusal)));
    told.push(params);
    return Promise.resolve(ok({ above }));
  };
  const complaints: ErrorCode[] = [];
  const notKept = ({ code }: AppError) => complaints.push(code);
  const drafts = new Drafts({ call, state } as unknown as NodeConnection, {
    ...{ command, notKept, carried },
  });
  return {
    drafts,
    told,
    complaints,
    refuse: (code: ErrorCode | undefined) => (refusal = code),
    /** What it says another face had written. */
    answer: (text: string) => (above = text),
    become: (now: Partial<ConnectionState>) => {
      state.setState(now);
    },
    settled: () => new Promise((resolve) => void setTimeout(resolve, 0)),
    /** Opens the conversation with Bob; what its field shows from then on. */
    open: ({ isWaiting = false } = {}) => {
      const shown: string[] = [];
      drafts.onShown('bob', { isWaiting: () => isWaiting, show: (text) => shown.push(text) });
      return shown;
    },
  };
}
