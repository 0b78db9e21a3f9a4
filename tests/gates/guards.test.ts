// The table of guards stays true to the source; `npm run test:guards` removes them one by one.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
