// Who gets what is attached besides the contact of the conversation: chosen for this, and for nothing that is written later.

import type { ConversationId } from '../../base/ids.js';
import type { ItemContext } from '../lane/item-context.js';

/** Once nothing is left that they would get. A caption without a word, which is sent to nobody, is nothing, and goes as well. */
export function forgetRecipients(context: ItemContext, id: ConversationId): void {
  const { attachments, conversations } = context.store;
  const caption = conversations.caption(id);
  const isOver = attachments.of(id).length === 0 && caption.trim() === '';
  if (!isOver) return;
  conversations.setRecipients(id, []);
  if (conversations.takeCaption(id, caption)) context.scrub();
}
