// Commands about a conversation as a whole: its draft, what is attached to it and what its owner set for it. Nobody else is told.
// A face that has not heard yet that its contact went on under another key writes where it went on.

import { AppError } from '../../base/app-error.js';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import { isThumbnail } from '../../base/media/thumbnail.js';
import { type AttachmentId, type ConversationId, idFromHex } from '../../base/ids.js';
import { MOST_ATTACHED, MOST_DRAFT } from '../../contract/bounds.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import { joinedTexts } from '../../core/ports/joined-texts.js';
import type { ConversationSettings } from '../../core/ports/message-store.js';
import { type ItemContext, touchConversation } from '../lane/item-context.js';
import { forgetSpool } from '../lane/transfers.js';
import { contactById, conversationById, conversationNow } from './find.js';
import { sendMessage, wasWritten } from './messages.js';
import { forgetRecipients } from './recipients.js';

export function setDraft(context: ItemContext, params: CommandParams<'setDraft'>): CommandResult<'setDraft'> {
  const { conversations } = context.store;
  return keepText(context, params, {
    get: (id) => conversations.draft(id),
    set: (id, text) => {
      conversations.setDraft(id, text);
    },
  });
}

export function setCaption(
  context: ItemContext,
  params: CommandParams<'setCaption'>,
): CommandResult<'setCaption'> {
  const { conversations } = context.store;
  return keepText(context, params, {
    get: (id) => conversations.caption(id),
    set: (id, text) => {
      conversations.setCaption(id, text);
      forgetRecipients(context, id);
    },
  });
}

interface KeptText {
  readonly get: (id: ConversationId) => string;
  readonly set: (id: ConversationId, text: string) => void;
}

function keepText(
  context: ItemContext,
  params: CommandParams<'setDraft' | 'setCaption'>,
  kept: KeptText,
): CommandResult<'setDraft' | 'setCaption'> {
  const conversation = conversationNow(context, params.conversationId);
  const there = kept.get(conversation.id);
  const isKnown = params.from === undefined || params.from === there || params.text === there;
  const above = isKnown ? '' : there;
  const { text, left } = joinedTexts(above, params.text, MOST_DRAFT);
  if (left !== '') throw new AppError('TEXT_TOO_LONG');
  kept.set(conversation.id, text);
  if (text === '') context.scrub();
  touchConversation(context.store.changes, conversation.id);
  return above === '' ? {} : { above };
}

/**
 * In one commit: whatever happens, a caption is kept or was sent to everybody, and never both or neither. Whoever sends what
 * went already, or is another one by now, finds nothing to send.
 */
export function sendCaption(
  context: ItemContext,
  { conversationId, to, text }: CommandParams<'sendCaption'>,
): CommandResult<'sendCaption'> {
  const conversation = conversationNow(context, conversationId);
  const { conversations, changes } = context.store;
  const isRepetition = to.every(({ id }) => wasWritten(context, id));
  const isThere = !isRepetition && conversations.takeCaption(conversation.id, text);
  if (!isRepetition && !isThere) throw new AppError('NOT_FOUND', { what: 'caption' });
  for (const { id, contactId } of to) sendMessage(context, { id, contactId, text });
  // What is written there since a repetition was sent first is another one.
  if (isRepetition) return {};
  context.scrub();
  forgetRecipients(context, conversation.id);
  touchConversation(changes, conversation.id);
  return {};
}

export function setPlace(
  context: ItemContext,
  { conversationId, place }: CommandParams<'setPlace'>,
): CommandResult<'setPlace'> {
  const conversation = conversationById(context, conversationId);
  context.store.conversations.setPlace(conversation.id, place);
  touchConversation(context.store.changes, conversation.id);
  return {};
}

export function attachFile(
  context: ItemContext,
  { conversationId, attachmentId, thumbnail }: CommandParams<'attachFile'>,
): CommandResult<'attachFile'> {
  const conversation = conversationNow(context, conversationId);
  const { attachments } = context.store;
  const there = attachments.of(conversation.id).map(({ id }) => id);
  const added = handedOver(context, attachmentId);
  if (there.includes(added)) return {};
  refuseFull(context, conversation.id);
  attachments.attach(conversation.id, [...there, added]);
  if (thumbnail !== undefined) attachments.putThumbnail(added, thumbnailOf(thumbnail));
  touchConversation(context.store.changes, conversation.id);
  return {};
}

/** Throws AppError ATTACHMENTS_FULL {most} where no more may be attached. */
export function refuseFull({ store }: ItemContext, id: ConversationId): void {
  if (store.attachments.of(id).length >= MOST_ATTACHED)
    throw new AppError('ATTACHMENTS_FULL', { most: MOST_ATTACHED });
}

function thumbnailOf(text: string): Bytes {
  const bytes = copyBytes(Buffer.from(text, 'base64url'));
  if (!isThumbnail(bytes)) throw new AppError('INPUT_INVALID', { what: 'thumbnail' });
  return bytes;
}

export function setAttachments(
  context: ItemContext,
  { conversationId, attachmentIds, known, keepMetadata, recipients }: CommandParams<'setAttachments'>,
): CommandResult<'setAttachments'> {
  const conversation = conversationNow(context, conversationId);
  const { attachments, conversations, changes } = context.store;
  if (attachmentIds) {
    const chosen = attachmentIds.map((text) => handedOver(context, text));
    const there = attachments.of(conversation.id).map(({ id }) => id);
    const unseen = known ? there.filter((id) => !known.includes(id) && !chosen.includes(id)) : [];
    const ids = [...chosen, ...unseen];
    for (const { spoolId } of attachments.attach(conversation.id, ids)) forgetSpool(context, spoolId);
    forgetRecipients(context, conversation.id);
  }
  if (keepMetadata) {
    const kept = keepMetadata.map((text) => handedOver(context, text));
    attachments.keepMetadata(conversation.id, kept);
  }
  if (recipients) {
    const chosen = recipients.map((text) => contactById(context, text).id);
    conversations.setRecipients(conversation.id, chosen);
  }
  touchConversation(changes, conversation.id);
  return {};
}

function handedOver(context: ItemContext, text: string): AttachmentId {
  const id = idFromHex('attachment', text);
  if (!id || !context.store.attachments.get(id)) throw new AppError('NOT_FOUND', { what: 'file' });
  return id;
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
