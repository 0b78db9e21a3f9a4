// Commands about a conversation as a whole: its draft and what its owner set for it. Nobody else is told.

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
