import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.js';

const CANARY = 'correct horse battery staple';

describe('a secret', () => {
  const secret = new Secret(CANARY);
  const holder = { name: 'Alice', secret, list: [secret] };

  it('gives its value only when asked', () => {
    expect(secret.reveal()).toBe(CANARY);
  });

  it.each([
    ['a string', () => String(secret)],
    ['a template', () => `${secret.toString()} ${String(holder.list)}`],
    ['JSON', () => JSON.stringify(holder)],
    ['the console', () => inspect(holder, { depth: null, showHidden: true })],
    ['the console without our own view', () => inspect(holder, { customInspect: false, showHidden: true })],
    ['an error', () => inspect(new Error('failed', { cause: holder }))],
    ['its properties', () => Reflect.ownKeys(secret).map(String).join()],
    ['a copy', () => inspect(Object.assign({}, secret))],
  ])('is not in %s', (_, print) => {
    expect(print()).not.toContain(CANARY);
  });

  it('does not survive being sent to another thread', () => {
    expect(inspect(structuredClone(holder), { depth: null })).not.toContain(CANARY);
  });
});
