// Commands about a conversation as a whole: its draft, what is attached to it and what its owner set for it. Nobody else is told.

import { AppError } from '../../base/app-error.js';
import { idFromHex } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { ConversationSettings } from '../../core/ports/message-store.js';
import { type ItemContext, touchConversation } from '../lane/item-context.js';
import { conversationById } from './find.js';

export function setDraft(context: ItemContext, params: CommandParams<'setDraft'>): CommandResult<'setDraft'> {
  const conversation = conversationById(context, params.conversationId);
  context.store.conversations.setDraft(conversation.id, params.text);
  if (params.text === '') context.scrub();
  touchConversation(context.store.changes, conversation.id);
  return {};
}

export function setAttachments(
  context: ItemContext,
  params: CommandParams<'setAttachments'>,
): CommandResult<'setAttachments'> {
  const conversation = conversationById(context, params.conversationId);
  const { attachments } = context.store;
  const ids = params.attachmentIds.map((text) => {
    const id = idFromHex('attachment', text);
    if (!id || !attachments.get(id)) throw new AppError('NOT_FOUND', { what: 'file' });
    return id;
  });
  attachments.attach(conversation.id, ids);
  touchConversation(context.store.changes, conversation.id);
  return {};
}

export function setConversation(
  context: ItemContext,
  { conversationId, ...given }: CommandParams<'setConversation'>,
): CommandResult<'setConversation'> {
  // What was not given has no key.
  change(context, conversationId, given as Partial<ConversationSettings>);
  return {};
}

export function markUnread(
  context: ItemContext,
  { conversationId }: CommandParams<'markUnread'>,
): CommandResult<'markUnread'> {
  change(context, conversationId, { markedUnread: true });
  return {};
}

function change(context: ItemContext, conversationId: string, to: Partial<ConversationSettings>): void {
  const conversation = conversationById(context, conversationId);
  context.store.conversations.setSettings(conversation.id, to);
  touchConversation(context.store.changes, conversation.id);
}
