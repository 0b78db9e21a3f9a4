import { describe, expect, it } from 'vitest';
import { markOf, stepsOf } from './message-state.js';

describe('the way of a message', () => {
  it.each([
    ['queued', ['here']],
    ['relayed', ['here', 'held']],
    ['delivered', ['here', 'there']],
    ['read', ['here', 'there', 'read']],
  ] as const)('that is %s has come as far as %j', (state, done) => {
    const steps = stepsOf(state).filter(({ isDone }) => isDone);
    expect(steps.map(({ step }) => step)).toEqual(done);
  });

  it('ends with being read', () => {
    expect(stepsOf('queued').map(({ step }) => step)).toEqual(['here', 'there', 'read']);
  });

  it('is marked for the owner alone', () => {
    expect(markOf({ direction: 'out', state: 'queued' })).toBe('clock');
    expect(markOf({ direction: 'in', state: 'received' })).toBeUndefined();
  });
});
