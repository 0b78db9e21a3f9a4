import { beforeEach, describe, expect, it } from 'vitest';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import {
  PLACES,
  PLACES_PER_IPV4,
  PLACES_PER_IPV6_NETWORK,
  PreAuthGate,
  REMEMBERED_NETWORKS,
  RESERVED_PLACES,
} from './pre-auth-gate.js';

const WEEK_MS = 7 * 24 * 3_600_000;

describe('places before authentication', () => {
  let timers: ManualTimers;
  let gate: PreAuthGate;

  beforeEach(() => {
    timers = manualTimers();
    gate = new PreAuthGate(timers);
  });

  const admitted = (ips: readonly string[]) => ips.filter((ip) => gate.admit(ip)).length;
  const times = (count: number, ip: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ip(index));
  const fill = () => admitted(times(300, (index) => `10.0.${String(index)}.1`));

  it('are bounded per IPv4 address, however it is written', () => {
    const ips = times(40, (index) => (index % 2 ? '192.0.2.1' : '::ffff:192.0.2.1'));
    expect(admitted(ips)).toBe(PLACES_PER_IPV4);
    expect(admitted(['192.0.2.2'])).toBe(1);
  });

  it('are bounded per IPv6 network of 56 bits', () => {
    const ips = times(
      80,
      (index) => `2001:db8:0:a${(index % 256).toString(16).padStart(2, '0')}::${String(index)}`,
    );
    expect(admitted(ips)).toBe(PLACES_PER_IPV6_NETWORK);
    expect(admitted(['2001:db8:0:a00::1', '2001:db8::a00:1', '2001:db8:0:b00::1'])).toBe(2);
  });

  it('are bounded in all, and come back when they are released', () => {
    const place = gate.admit('192.0.2.1');
    expect(fill()).toBe(PLACES - RESERVED_PLACES - 1);
    expect(admitted(['192.0.2.9'])).toBe(0);
    place?.release();
    place?.release();
    expect(admitted(['192.0.2.8', '192.0.2.9'])).toBe(1);
  });

  it('are kept free for a week for where contacts came from', () => {
    gate.remember('192.0.2.9');
    fill();
    expect(admitted(['192.0.2.8'])).toBe(0);
    timers.advance(WEEK_MS - 1);
    expect(admitted(['192.0.2.9'])).toBe(1);
    timers.advance(1);
    expect(admitted(['192.0.2.9'])).toBe(0);
  });

  it('are kept free for where contacts came from before this run, for the rest of the week', () => {
    gate.remember('192.0.2.7', WEEK_MS);
    gate.remember('192.0.2.9', WEEK_MS - 1_000);
    gate.remember('192.0.2.10');
    gate.remember('192.0.2.10', WEEK_MS - 1_000);
    fill();
    expect(admitted(['192.0.2.7', '192.0.2.9', '192.0.2.10'])).toBe(2);
    timers.advance(1_000);
    expect(admitted(['192.0.2.9'])).toBe(0);
    expect(admitted(['192.0.2.10'])).toBe(1);
  });

  it('are bounded for contacts too', () => {
    const contacts = times(20, (index) => `192.0.2.${String(index)}`);
    for (const ip of contacts) gate.remember(ip);
    fill();
    expect(admitted(contacts.flatMap((ip) => times(16, () => ip)))).toBe(RESERVED_PLACES);
  });

  it('forget the contact seen least recently when there are too many', () => {
    gate.remember('192.0.2.1');
    gate.remember('192.0.2.2');
    gate.remember('192.0.2.1');
    for (let index = 0; index < REMEMBERED_NETWORKS - 1; index++)
      gate.remember(`10.1.${String(index >> 8)}.${String(index & 255)}`);
    fill();
    expect(admitted(['192.0.2.2'])).toBe(0);
    expect(admitted(['192.0.2.1'])).toBe(1);
  });
});
