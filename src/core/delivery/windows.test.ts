import { describe, expect, it } from 'vitest';
import {
  type Arrival,
  judgeAck,
  judgeArrival,
  rememberedAbove,
  repeatedAbove,
  SEND_STEP,
  SEND_WINDOW,
  sendAllowance,
} from './index.js';

describe('an envelope, when seven are committed', () => {
  it.each<[string, number, boolean, Arrival]>([
    ['the next one', 8, false, 'accept'],
    ['the last one again', 7, true, 'repeat'],
    ['the first one again', 1, true, 'repeat'],
    ['other bytes under the last number', 7, false, 'doubt'],
    ['other bytes under the first number', 1, false, 'doubt'],
    ['one too far', 9, false, 'hole'],
    ['one far too far', 2 ** 53 - 1, false, 'hole'],
  ])('that is %s', (_, streamSeq, isSame, expected) => {
    expect(judgeArrival(7, streamSeq, isSame)).toBe(expected);
  });

  it('begins with number one', () => {
    expect(judgeArrival(0, 1, false)).toBe('accept');
    expect(judgeArrival(0, 0, false)).toBe('doubt');
    expect(judgeArrival(0, 2, false)).toBe('hole');
  });
});

describe('bytes that come again under another number', () => {
  it.each([
    [0, 0],
    [1_024, 0],
    [1_025, 1],
    [1_000_000, 998_976],
  ])('are looked for among the last 1,024 of %i', (received, above) => {
    expect(rememberedAbove(received)).toBe(above);
  });
});

describe('the send window', () => {
  it.each([
    [0, 0],
    [256, 0],
    [1_000, 744],
  ])('of a peer that sent %i ends above %i', (received, above) => {
    expect(repeatedAbove(received)).toBe(above);
  });

  it('is 256 envelopes', () => {
    expect(SEND_WINDOW).toBe(256);
  });

  it.each([
    [0, SEND_STEP],
    [SEND_WINDOW - SEND_STEP, SEND_STEP],
    [SEND_WINDOW - SEND_STEP + 1, SEND_STEP - 1],
    [SEND_WINDOW - 1, 1],
    [SEND_WINDOW, 0],
    [SEND_WINDOW + 1, 0],
  ])('with %i on their way lets %i more go', (unacknowledged, allowed) => {
    expect(sendAllowance(unacknowledged)).toBe(allowed);
  });
});

describe('an acknowledgement, when nine were sent and five acknowledged', () => {
  it.each([
    [0, 'repeat'],
    [5, 'repeat'],
    [6, 'advance'],
    [9, 'advance'],
    [10, 'impossible'],
  ])('of %i is %s', (streamSeq, expected) => {
    expect(judgeAck(5, 9, streamSeq)).toBe(expected);
  });

  it('of anything is impossible before anything was sent', () => {
    expect(judgeAck(0, 0, 1)).toBe('impossible');
    expect(judgeAck(0, 0, 0)).toBe('repeat');
  });
});
