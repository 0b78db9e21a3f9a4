// Whether something was changed since it was last built.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** True when a file of these folders that `isSource` is newer than `builtAt`, in Unix milliseconds. */
export function isNewer(folders, builtAt, isSource) {
  return folders.some((folder) =>
    readdirSync(folder, { recursive: true }).some(
      (file) => isSource(file) && !file.includes('.test.') && statSync(join(folder, file)).mtimeMs > builtAt,
    ),
  );
}
