// The table of guards stays true to the source; `npm run test:guards` removes them one by one.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from '../../scripts/guards/judge.js';
import { readGuards, withoutGuard } from '../../scripts/guards/table.js';

const root = join(import.meta.dirname, '../../..');

describe('the table of guards', () => {
  it.each(readGuards(root).map((guard) => [`${guard.file}: ${guard.because}`, guard] as const))(
    'still names a line and a test (%s)',
    (_, guard) => {
      expect(withoutGuard(readFileSync(join(root, guard.file), 'utf8'), guard)).toBeDefined();
      expect(existsSync(join(root, guard.test))).toBe(true);
    },
  );
});

describe('removing a guard', () => {
  const guard = { line: 'if (bad) return;', replacement: '' };

  it('replaces the one line', () => {
    expect(withoutGuard('a\nif (bad) return;\nb', guard)).toBe('a\n\nb');
  });

  it('needs the whole line, and only one of it', () => {
    expect(withoutGuard('a\n  if (bad) return;\nb', guard)).toBeUndefined();
    expect(withoutGuard('if (bad) return;\nif (bad) return;', guard)).toBeUndefined();
  });
});

describe('a test run without a guard', () => {
  const assertion = 'AssertionError: expected 1 to be 2';
  const rejection = 'Error: promise resolved "1" instead of rejecting\n at __VITEST_REJECTS__ (index.js)';
  const poll = 'Error: expected 1 to be 2\n at Proxy.__VITEST_POLL_CHAIN__ (test.js)';
  const overdue = 'Error: STACK_TRACE_ERROR\n at task (runner.js)';
  const thrown = 'ReferenceError: guard is not defined';

  /** One file: a test per message, null for one that passed. */
  const run = (messages: readonly (string | null)[], status = 'failed') =>
    judge(
      {
        numPassedTests: messages.filter((message) => message === null).length,
        testResults: [
          {
            status,
            assertionResults: messages.map((message) =>
              message === null
                ? { status: 'passed', failureMessages: [] }
                : { status: 'failed', failureMessages: [message] },
            ),
          },
        ],
      },
      1,
    );

  it.each([
    ['an expectation that did not hold', [null, assertion]],
    ['a promise that was not rejected', [rejection]],
    ['an expectation beside a test that ran out of time', [overdue, assertion]],
  ])('proves that it is needed by %s', (_what, messages) => {
    expect(run(messages)).toBe('failed');
  });

  it.each([
    ['a test ran out of time', [null, overdue]],
    ['what was waited for did not come in time', [poll]],
    ['a test broke off before it expected anything', [thrown]],
    ['only what is around the tests failed', [null]],
  ])('proves nothing when %s', (_what, messages) => {
    expect(run(messages)).toBe('unproven');
  });

  it('tells a guard nobody misses from tests that never ran', () => {
    expect(run([null], 'passed')).toBe('passed');
    expect(run([], 'failed')).toBe('broken');
  });
});
