import { expect, it } from 'vitest';
import { plainBody } from './plain-body.js';

it('shows what looks like HTML in a message as text', () => {
  expect(plainBody('<img src="http://evil.test/x"> 1 < 2 & <a href=x>')).not.toContain('<');
  expect(plainBody('see you at eight & bring ёж 🦔 >')).toBe('see you at eight & bring ёж 🦔 >');
});
