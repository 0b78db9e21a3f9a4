// Files the window makes are saved where the owner chooses: the picture of a code, the log.

import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

interface Asking {
  /** Undefined: the owner did not want it after all. */
  readonly choose: (name: string) => Promise<string | undefined>;
  /** Says that nothing could be written there. */
  readonly refuse: () => Promise<unknown>;
}

/** False: it is not saved, and the owner knows. */
export async function saveMade(
  { name, content }: { readonly name: string; readonly content: Uint8Array },
  { choose, refuse }: Asking,
): Promise<boolean> {
  const path = await choose(basename(name));
  if (path === undefined) return false;
  try {
    await writeFile(path, content);
    return true;
  } catch {
    await refuse();
    return false;
  }
}
