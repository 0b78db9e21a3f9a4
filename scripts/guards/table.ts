// The table of guards: lines of the product without which a named test must fail.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const guardSchema = z.strictObject({
  /** Source file, from the root of the tree. */
  file: z.string().regex(/^src\/.*\.ts$/),
  /** The whole source line; it must stand in the file exactly once. */
  line: z.string().min(1),
  replacement: z.string(),
  /** Test file, from the root of the tree. */
  test: z.string().regex(/\.test\.ts$/),
  /** What the guard protects. */
  because: z.string().min(10),
});

export type Guard = z.infer<typeof guardSchema>;

export function readGuards(root: string): readonly Guard[] {
  return z.array(guardSchema).parse(JSON.parse(readFileSync(join(root, 'scripts/guards.json'), 'utf8')));
}

/** The source without the guard; undefined when its line does not stand there exactly once. */
export function withoutGuard(source: string, guard: Pick<Guard, 'line' | 'replacement'>): string | undefined {
  const lines = source.split('\n');
  const index = lines.indexOf(guard.line);
  if (index < 0 || lines.lastIndexOf(guard.line) !== index) return undefined;
  return lines.with(index, guard.replacement).join('\n');
}
