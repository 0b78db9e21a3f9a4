// What is being written, as the node keeps it, told to the page whether or not a field of it is open.

import type { Drafts } from './drafts.js';
import type { LiveViews } from './live-views.js';

interface Written {
  readonly drafts: Pick<Drafts, 'shown'>;
  readonly captions: Pick<Drafts, 'shown'>;
}

/** For as long as there is the page. */
export function followWriting(views: Pick<LiveViews, 'look' | 'store'>, { drafts, captions }: Written): void {
  views.look('conversations', {});
  views.store('conversations', {}).subscribe(({ rows }) => {
    for (const { id, draft, caption } of rows) {
      drafts.shown(id, draft);
      captions.shown(id, caption);
    }
  });
}
