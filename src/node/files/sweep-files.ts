// What a crash left of files nobody has any more leaves the disk when the node starts.

import { listFiles } from '../../adapters/filesystem/list-files.js';
import { type PlacedFile, placedFile } from './file-places.js';
import type { FileOwners } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';

/** Ids the store is asked about at once. */
const PAGE = 500;

export async function sweepFiles(
  directory: string,
  { files, act }: Pick<TransferWorld, 'files' | 'act'>,
): Promise<void> {
  // Other names are nothing of ours.
  const placed = (await listFiles(directory)).flatMap((name) => placedFile(name) ?? []);
  for (let at = 0; at < placed.length; at += PAGE) {
    const page = placed.slice(at, at + PAGE);
    // The lane answers this act so.
    const owners = (await act({ act: 'ownersOf', ids: page.map(({ id }) => id) })) as FileOwners;
    const names = leftovers(page, owners);
    if (names.length > 0) await files.call('sweep', { names });
  }
}

function leftovers(placed: readonly PlacedFile[], owners: FileOwners): string[] {
  const whole = new Set(owners.whole);
  const kept = new Set(owners.kept);
  return placed
    .filter(({ id, part }) => !whole.has(id) && !(part === 'kept' && kept.has(id)))
    .map(({ name }) => name);
}
