import { describe, expect, it } from 'vitest';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { limitedLog, LOG_LIMITS } from './limited-log.js';
import type { LogFields } from './log-fields.js';

const ALICE = 'a'.repeat(64);
const BOB = 'b'.repeat(64);

function scene() {
  const timers = manualTimers();
  const lines: (LogFields & { event: string })[] = [];
  const log = limitedLog({ info: (event, fields = {}) => lines.push({ event, ...fields }) }, timers);
  const of = (event: string) => lines.filter((line) => line.event === event);
  return { timers, log, lines, of };
}

function repeat(times: number, act: (index: number) => void): void {
  for (let index = 0; index < times; index++) act(index);
}

describe('what others can make the log say', () => {
  it('is a few lines of a kind a minute for each peer, and how many more there were', () => {
    const { timers, log, lines, of } = scene();
    repeat(LOG_LIMITS.perPeer + 7, () => {
      log.info('frame-refused-by-peer', { peer: ALICE });
    });
    log.info('frame-refused-by-peer', { peer: BOB });
    log.info('envelope-undecryptable', { peer: ALICE });
    expect(lines).toHaveLength(LOG_LIMITS.perPeer + 2);
    timers.advance(LOG_LIMITS.windowMs);
    expect(of('suppressed')).toEqual([
      { event: 'suppressed', kind: 'frame-refused-by-peer', count: 7, peer: ALICE.slice(0, 8) },
    ]);
    log.info('frame-refused-by-peer', { peer: ALICE });
    expect(lines.at(-1)).toMatchObject({ event: 'frame-refused-by-peer', peer: ALICE });
  });

  it('is bounded for strangers, who are a new peer each time', () => {
    const { timers, log, of } = scene();
    repeat(1_000, (index) => {
      log.info('link-up', { node: index.toString(16).padStart(64, '0').split('').reverse().join('') });
    });
    expect(of('link-up')).toHaveLength(LOG_LIMITS.perEvent);
    timers.advance(LOG_LIMITS.windowMs);
    expect(of('suppressed')).toEqual([
      { event: 'suppressed', kind: 'link-up', count: 1_000 - LOG_LIMITS.perEvent },
    ]);
  });

  it('is bounded for who has no name at all', () => {
    const { log, of } = scene();
    repeat(100, () => {
      log.info('handshake-refused', { code: 'PEER_CLOSED' });
    });
    expect(of('handshake-refused')).toHaveLength(LOG_LIMITS.perPeer);
  });

  it('is told at the end, and leaves no timer behind', () => {
    const { timers, log, of } = scene();
    repeat(LOG_LIMITS.perPeer + 1, () => {
      log.info('dial-failed', { node: BOB });
    });
    log.flush();
    expect(of('suppressed')).toHaveLength(1);
    expect(timers.waiting).toBe(0);
  });

  it('says nothing of a quiet minute', () => {
    const { timers, log, lines } = scene();
    log.info('link-up', { node: BOB });
    timers.advance(LOG_LIMITS.windowMs);
    expect(lines).toHaveLength(1);
  });
});
