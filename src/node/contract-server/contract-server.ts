// Serves faces: whatever a face sends is validated here, and the node's state decides what it may ask.

import type { NodeTransport } from '../../contract/transport.js';
import type { NodeState } from '../../contract/values.js';
import { ContractSession } from './contract-session.js';
import { LOCK_HOLD_MS } from './limits.js';
import type { ContractServerOptions } from './server-options.js';

export interface ContractServer {
  /** Begins a session; it ends with its transport. */
  accept(transport: NodeTransport): void;
  /**
   * Tells every face the new state and ends the subscriptions it does not allow. Call it before the reader closes and
   * after it opened.
   * @param isBroken it locked by itself
   */
  setState(state: NodeState, isBroken?: boolean): void;
  /**
   * Lets every face save what it has not yet. Resolves when all of them did, and after LOCK_HOLD_MS whatever they do: a face
   * that hangs keeps no node open.
   */
  settle(): Promise<void>;
  /** Ends every session. */
  close(): void;
}

export function createContractServer(options: ContractServerOptions): ContractServer {
  const sessions = new Set<ContractSession>();
  let { state } = options;
  return {
    accept: (transport) => {
      const session = new ContractSession(transport, { ...options, state: () => state });
      sessions.add(session);
      transport.onClose(() => {
        sessions.delete(session);
        session.end();
      });
      session.begin();
    },
    setState: (next, isBroken = false) => {
      if (next === state) return;
      state = next;
      for (const session of sessions) session.stateChanged(isBroken);
    },
    settle: () =>
      new Promise((resolve) => {
        const giveUp = options.timers.after(LOCK_HOLD_MS, resolve);
        void Promise.all([...sessions].map((session) => session.settle())).then(() => {
          giveUp();
          resolve();
        });
      }),
    close: () => {
      for (const session of sessions) session.close();
    },
  };
}
