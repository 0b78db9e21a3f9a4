import { describe, expect, it } from 'vitest';
import { decideHost, type HostEffect, type HostInput, type HostState, IDLE } from './host-machine.js';

const START: HostInput = { type: 'start', isOffline: false };
const READY: HostInput = { type: 'ready', isAttached: false };
const ATTACHED: HostInput = { type: 'ready', isAttached: true };
const CRASHED: HostInput = { type: 'exited', code: 139 };
const ENDED: HostInput = { type: 'exited', code: 0 };
const DUE: HostInput = { type: 'due' };
const STOP: HostInput = { type: 'stop' };
const REFUSED: HostInput = { type: 'refused', error: { code: 'CONFIG_INVALID', params: { line: 3 } } };
const SPAWN: HostEffect = { type: 'spawn', isOffline: false };
const KILL: HostEffect = { type: 'kill' };
const wait = (ms: number): HostEffect => ({ type: 'wait', ms });

/** Feeds the inputs one second after another, unless they say when. */
function check(
  inputs: readonly (HostInput | { readonly atMs: number; readonly input: HostInput })[],
  expected: { readonly phase: HostState['phase']; readonly effects: readonly HostEffect[] },
): HostState {
  let state = IDLE;
  let nowMs = 1_000_000;
  const effects: HostEffect[] = [];
  for (const given of inputs) {
    nowMs = 'atMs' in given ? given.atMs : nowMs + 1_000;
    const decided = decideHost(state, 'atMs' in given ? given.input : given, nowMs);
    ({ state } = decided);
    effects.push(...decided.effects);
  }
  expect({ phase: state.phase, effects }).toEqual(expected);
  return state;
}

describe('the host of the node', () => {
  it('starts it', () => {
    check([START, READY], { phase: 'running', effects: [SPAWN] });
  });

  it('starts it only once', () => {
    check([START, START, READY, START], { phase: 'running', effects: [SPAWN] });
  });

  it('starts it again after a crash, and waits longer after the second', () => {
    check([START, READY, CRASHED, DUE, READY, CRASHED, DUE], {
      phase: 'starting',
      effects: [SPAWN, wait(500), SPAWN, wait(2_000), SPAWN],
    });
  });

  it('treats an end nobody asked for as a crash, whatever the exit status', () => {
    check([START, READY, ENDED], { phase: 'waiting', effects: [SPAWN, wait(500)] });
  });

  it('asks the owner after three crashes in a minute', () => {
    const state = check([START, CRASHED, DUE, CRASHED, DUE, CRASHED, DUE], {
      phase: 'halted',
      effects: [SPAWN, wait(500), SPAWN, wait(2_000), SPAWN],
    });
    expect(state).toMatchObject({ halt: { reason: 'crashes' } });
  });

  it('forgets a crash after a minute', () => {
    const crash = (atMs: number) => [{ atMs, input: READY }, { atMs, input: CRASHED }, DUE];
    check([START, ...crash(10_000), ...crash(70_000), ...crash(129_999), ...crash(189_998)], {
      phase: 'starting',
      effects: [SPAWN, wait(500), SPAWN, wait(500), SPAWN, wait(2_000), SPAWN, wait(2_000), SPAWN],
    });
  });

  it('asks the owner at once when the node says why it cannot run', () => {
    const state = check([START, REFUSED, CRASHED, DUE], { phase: 'halted', effects: [SPAWN, KILL] });
    expect(state).toMatchObject({ halt: { error: { code: 'CONFIG_INVALID' } }, crashes: [] });
  });

  it('starts without network when the owner says so, also after the next crash', () => {
    const spawnOffline: HostEffect = { type: 'spawn', isOffline: true };
    check([START, REFUSED, { type: 'start', isOffline: true }, READY, CRASHED, DUE], {
      phase: 'starting',
      effects: [SPAWN, KILL, spawnOffline, wait(500), spawnOffline],
    });
  });

  it('takes the node over when whoever ran it stopped it', () => {
    check([START, ATTACHED, ENDED, READY], { phase: 'running', effects: [SPAWN, SPAWN] });
  });

  it('counts it as a crash when the process that passes sessions on dies', () => {
    check([START, ATTACHED, CRASHED], { phase: 'waiting', effects: [SPAWN, wait(500)] });
  });

  it('asks the node to stop and kills it only when it does not', () => {
    check([START, READY, STOP, STOP, DUE, CRASHED], {
      phase: 'stopped',
      effects: [SPAWN, { type: 'ask-to-stop' }, wait(10_000), KILL],
    });
  });

  it.each([
    ['before the start', []],
    ['while it waits', [START, CRASHED]],
    ['when it gave up', [START, REFUSED]],
  ])('has nothing to stop %s, and starts nothing after', (_, before: readonly HostInput[]) => {
    const { effects } = before.reduce<{ state: HostState; effects: readonly HostEffect[] }>(
      (sofar, input) => {
        const next = decideHost(sofar.state, input, 0);
        return { state: next.state, effects: [...sofar.effects, ...next.effects] };
      },
      { state: IDLE, effects: [] },
    );
    check([...before, STOP, DUE], { phase: 'stopped', effects });
  });

  it('takes no notice of what comes too late', () => {
    check([START, READY, DUE, REFUSED, READY], { phase: 'running', effects: [SPAWN] });
  });
});
