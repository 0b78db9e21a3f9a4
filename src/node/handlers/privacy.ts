// What contacts may know. The commit that says so comes first: what is said afterwards follows it.

import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { ItemContext } from '../lane/item-context.js';

export function setPrivacy(
  context: ItemContext,
  params: CommandParams<'setPrivacy'>,
): CommandResult<'setPrivacy'> {
  const known = context.store.privacy.get();
  const { receipts = known.receipts, typing = known.typing, presence = known.presence } = params;
  const privacy = { receipts, typing, presence };
  context.store.privacy.put(privacy);
  context.emit({ kind: 'privacy', privacy });
  return privacy;
}
