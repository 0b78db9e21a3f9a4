// What a test run proves about a guard: only an expectation that did not hold proves anything. A busy machine makes tests run
// out of time, and a change can break a test before it expects anything.

/** Of vitest's JSON report. */
export interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/**
 * failed: an expectation did not hold. unproven: tests ran out of time or broke off, and no expectation failed.
 * broken: no test ran.
 */
export type Outcome = 'passed' | 'failed' | 'unproven' | 'broken';

/** @param expectedFiles how many test files were to run */
export function judge({ numPassedTests, testResults }: Report, expectedFiles: number): Outcome {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (tests.some(({ failureMessages = [] }) => failureMessages.some(isExpectation))) return 'failed';
  const ran = testResults.filter(({ assertionResults }) => assertionResults.length > 0);
  if (ran.length < expectedFiles) return 'broken';
  // A hook that fails makes its file fail and none of its tests.
  if ([...testResults, ...tests].some(({ status }) => status === 'failed')) return 'unproven';
  return numPassedTests > 0 ? 'passed' : 'broken';
}

/** `expect.poll` waits a second of real time before it says what it saw, so what it says is no proof. */
function isExpectation(message: string): boolean {
  if (message.includes('__VITEST_POLL_CHAIN__')) return false;
  return message.startsWith('AssertionError') || /__VITEST_RE(?:JECTS|SOLVES)__/.test(message);
}
