import { describe, expect, it } from 'vitest';
import { problemsFoundBy } from './integrity.js';
import type { SqlConnection } from './sql-connection.js';

function answering(...answers: readonly (readonly string[])[]): SqlConnection {
  const left = [...answers];
  const rows = () => (left.shift() ?? []).map((problem) => ({ problem }));
  return { rows } as unknown as SqlConnection;
}

describe('a check of the database', () => {
  it('takes for damage only what it finds twice: a page may be replaced while it is read', () => {
    const damaged = 'HMAC verification failed for page 7';
    expect(problemsFoundBy(answering([damaged, 'page 9'], [damaged]), 'cipher_integrity_check')).toEqual([
      `cipher_integrity_check: ${damaged}`,
    ]);
    expect(problemsFoundBy(answering([damaged], []), 'cipher_integrity_check')).toEqual([]);
  });

  it('does not take "ok" for a problem', () => {
    expect(problemsFoundBy(answering(['ok'], ['ok']), 'integrity_check')).toEqual([]);
  });
});
