// A window whose node is locked knows nothing any more: the whole page begins anew, so that no feature has to remember to
// forget.

import type { NodeConnection } from './node-connection.js';

/** @param beginAnew drops the page with all it holds, its session included */
export function forgetWhenLocked({ state }: Pick<NodeConnection, 'state'>, beginAnew: () => void): void {
  state.subscribe((now, before) => {
    if (before.node === 'open' && now.node === 'locked') beginAnew();
  });
}
