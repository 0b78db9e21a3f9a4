import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ERROR_FAULTS } from '../../src/base/app-error.js';

const ERRORS = new URL('../../../docs/ERRORS.md', import.meta.url);

it('lists every error code with its fault in the documentation, and none besides', () => {
  const listed = [...readFileSync(ERRORS, 'utf8').matchAll(/^\| `(\w+)` +\| (\w+) +\|$/gmu)];
  expect(listed.map(([, code, fault]) => [code, fault])).toEqual(Object.entries(ERROR_FAULTS));
});
