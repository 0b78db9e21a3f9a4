// Keeps the node's process alive: decides when it is started again and when it is better to ask the owner.

import type { ErrorValue } from '../../contract/values.js';

/** Crashes within this time count together. */
const CRASH_WINDOW_MS = 60_000;
/** So many within the window, and the node is not started again by itself. */
const CRASHES_TO_HALT = 3;
/** Before the first restart; each further crash in the window waits four times as long. */
const FIRST_RESTART_MS = 500;
/** A node that was asked to stop is killed after this. */
const STOP_MS = 10_000;

/** Why the owner has to decide: it crashed too often, or it said why it cannot run. */
export type Halt =
  { readonly reason: 'crashes' } | { readonly reason: 'refused'; readonly error: ErrorValue };

interface Common {
  /** Unix milliseconds of the crashes in the window. */
  readonly crashes: readonly number[];
  /** Started without network, until the owner starts it otherwise. */
  readonly isOffline: boolean;
}

/**
 * attached: another process of the owner runs the node of this home, ours only passes sessions on to it.
 * waiting: for the time of the next start.
 */
export type HostState = Common &
  (
    | { readonly phase: 'idle' | 'starting' | 'running' | 'attached' | 'waiting' | 'stopping' | 'stopped' }
    | { readonly phase: 'halted'; readonly halt: Halt }
  );

export type HostInput =
  | { readonly type: 'start'; readonly isOffline: boolean }
  | { readonly type: 'ready'; readonly isAttached: boolean }
  | { readonly type: 'refused'; readonly error: ErrorValue }
  | { readonly type: 'exited'; readonly code: number | null }
  | { readonly type: 'due' }
  | { readonly type: 'stop' };

/** spawn: a new process. wait: `due` after so long, instead of any earlier wait. */
export type HostEffect =
  | { readonly type: 'spawn'; readonly isOffline: boolean }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'ask-to-stop' }
  | { readonly type: 'kill' };

interface Decision {
  readonly state: HostState;
  readonly effects: readonly HostEffect[];
}

export const IDLE: HostState = { phase: 'idle', crashes: [], isOffline: false };

export function decideHost(state: HostState, input: HostInput, nowMs: number): Decision {
  switch (input.type) {
    case 'start':
      return isOneOf(state, 'idle', 'halted', 'stopped')
        ? spawn({ crashes: [], isOffline: input.isOffline })
        : stay(state);
    case 'ready':
      if (state.phase !== 'starting') return stay(state);
      return stay({ ...common(state), phase: input.isAttached ? 'attached' : 'running' });
    case 'refused':
      if (state.phase !== 'starting') return stay(state);
      return {
        ...halt(state, { reason: 'refused', error: input.error }),
        // It has nothing more to say, and cannot know when its last word has left.
        effects: [{ type: 'kill' }],
      };
    case 'exited':
      return exited(state, input.code, nowMs);
    case 'due':
      if (state.phase === 'waiting') return spawn(common(state));
      return state.phase === 'stopping' ? { state, effects: [{ type: 'kill' }] } : stay(state);
    case 'stop':
      return stop(state);
  }
}

function exited(state: HostState, code: number | null, nowMs: number): Decision {
  if (state.phase === 'stopping') return stay({ ...common(state), phase: 'stopped' });
  // Whoever ran the node stopped it in order: from now on it runs here.
  if (state.phase === 'attached' && code === 0) return spawn(common(state));
  if (!isOneOf(state, 'starting', 'running', 'attached')) return stay(state);
  const crashes = [...state.crashes.filter((at) => nowMs - at < CRASH_WINDOW_MS), nowMs];
  const next = { ...common(state), crashes };
  if (crashes.length >= CRASHES_TO_HALT) return halt(next, { reason: 'crashes' });
  const ms = FIRST_RESTART_MS * 4 ** (crashes.length - 1);
  return { state: { ...next, phase: 'waiting' }, effects: [{ type: 'wait', ms }] };
}

function stop(state: HostState): Decision {
  if (isOneOf(state, 'stopping', 'stopped')) return stay(state);
  if (!isOneOf(state, 'starting', 'running', 'attached')) return stay({ ...common(state), phase: 'stopped' });
  return {
    state: { ...common(state), phase: 'stopping' },
    effects: [{ type: 'ask-to-stop' }, { type: 'wait', ms: STOP_MS }],
  };
}

function spawn({ crashes, isOffline }: Common): Decision {
  return { state: { phase: 'starting', crashes, isOffline }, effects: [{ type: 'spawn', isOffline }] };
}

function halt(state: Common, why: Halt): Decision {
  return stay({ ...common(state), phase: 'halted', halt: why });
}

function stay(state: HostState): Decision {
  return { state, effects: [] };
}

function common({ crashes, isOffline }: Common): Common {
  return { crashes, isOffline };
}

function isOneOf(state: HostState, ...phases: HostState['phase'][]): boolean {
  return phases.includes(state.phase);
}
