import { describe, expect, it } from 'vitest';
import { checkLiveness, onReceived, startLiveness, startQuickCheck } from './liveness.js';

const HOUR = 3_600_000;

describe('liveness', () => {
  it('pings after 30 s of silence, once, and gives up after 75 s', () => {
    const started = startLiveness(0);
    expect(checkLiveness(started, 29_999)).toMatchObject({ action: 'none', wakeAt: 30_000 });
    const pinged = checkLiveness(started, 30_000);
    expect(pinged).toMatchObject({ action: 'ping', wakeAt: 75_000 });
    expect(checkLiveness(pinged.state, 74_999)).toMatchObject({ action: 'none', wakeAt: 75_000 });
    expect(checkLiveness(pinged.state, 75_000).action).toBe('dead');
  });

  it('begins to count anew whenever something arrives', () => {
    const pinged = checkLiveness(startLiveness(0), 30_000);
    const alive = onReceived(pinged.state, 31_000);
    expect(checkLiveness(alive, 60_999).action).toBe('none');
    expect(checkLiveness(alive, 61_000).action).toBe('ping');
  });

  it('renews a link after 24 hours however lively it is', () => {
    const state = onReceived(startLiveness(0), 24 * HOUR - 1);
    expect(checkLiveness(state, 24 * HOUR - 1)).toMatchObject({ action: 'none', wakeAt: 24 * HOUR });
    expect(checkLiveness(state, 24 * HOUR).action).toBe('renew');
  });

  it('drops an old link that does not answer within 2 s of the peer dialling again', () => {
    const { state, action } = startQuickCheck(startLiveness(0), 1_000);
    expect(action).toBe('ping');
    expect(checkLiveness(state, 2_999)).toMatchObject({ action: 'none', wakeAt: 3_000 });
    expect(checkLiveness(state, 3_000).action).toBe('dead');
    expect(checkLiveness(onReceived(state, 2_500), 3_000).action).toBe('none');
  });
});
