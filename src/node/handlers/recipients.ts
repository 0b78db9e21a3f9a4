// Who gets what is attached besides the contact of the conversation: chosen for this, and for nothing that is written later.

import type { ConversationId } from '../../base/ids.js';
import type { ItemContext } from '../lane/item-context.js';

/** Once nothing is left that they would get. */
export function forgetRecipients({ store }: ItemContext, id: ConversationId): void {
  const { attachments, conversations } = store;
  const isOver = attachments.of(id).length === 0 && conversations.caption(id) === '';
  if (isOver) conversations.setRecipients(id, []);
}
