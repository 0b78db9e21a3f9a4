// Files that were saved are shown by the system's programs. Which one is meant the page says, where it stands the node: a page
// gone wrong reaches no other file, and none that could run.

import { existsSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { mayBeOpened } from '../../base/file-kind.js';
import type { WindowRequest } from '../../contract/window-requests.js';

type ShowRequest = Extract<WindowRequest, { type: 'show-in-folder' | 'open-file' }>;

interface Outside {
  /** Rejects for what the node did not save. */
  readonly place: (transferId: string) => Promise<string>;
  /** As Electron's `shell`. */
  readonly system: { showItemInFolder(path: string): void; openPath(path: string): Promise<string> };
}

/** False: it is not there any more, or may not be opened. */
export async function showSaved(
  { type, transferId }: ShowRequest,
  { place, system }: Outside,
): Promise<boolean> {
  const path = await place(transferId).catch(() => undefined);
  if (path === undefined || !isAbsolute(path) || !existsSync(path)) return false;
  if (type === 'open-file') return mayBeOpened(basename(path)) && (await system.openPath(path)) === '';
  system.showItemInFolder(path);
  return true;
}
