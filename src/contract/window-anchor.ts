// Where a window on a conversation stays: its anchor is looked for once.

import type { WindowAnchor } from './views.js';

/** @param found the position the anchor was found at; null: nowhere, so these are the newest messages */
export function foundAnchor(found: string | null): WindowAnchor {
  return found === null ? { at: 'newest' } : { at: 'position', position: found };
}
