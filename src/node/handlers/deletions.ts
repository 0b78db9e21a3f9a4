// "Delete for me": messages leave every list at once, can be had back for ten seconds, and are then gone from the disk.

import { AppError } from '../../base/app-error.js';
import { idFromHex, type NodeId } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Deletion } from '../../core/ports/deletion-store.js';
import { type Conversation, isHidden, type Message } from '../../core/ports/message-store.js';
import { emptyOwed } from '../lane/deleted-copies.js';
import type { ItemContext } from '../lane/item-context.js';
import { touchMessage } from '../lane/message-entity.js';
import { removeOffered } from '../lane/transfer-endings.js';
import { emptyTwins } from '../lane/twins.js';
import { conversationById, parsed } from './find.js';

const HOLD_MS = 10_000;
/** Held at the same time. */
export const MOST_DELETIONS = 100;

export function deleteMessages(
  context: ItemContext,
  params: CommandParams<'deleteMessages'>,
): CommandResult<'deleteMessages'> {
  const { deletions, changes } = context.store;
  const id = parsed(idFromHex('deletion', params.id), 'id');
  const earlier = deletions.get(id);
  if (earlier) return { dueAt: earlier.dueAt };
  const conversation = conversationById(context, params.conversationId);
  const messages = params.messageIds
    .map((rowId) => messageOfRow(context, conversation, rowId))
    .filter((message) => message !== undefined)
    .filter((message) => !isHidden(message));
  for (const message of messages) refuseUndelivered(context, conversation, message);
  const dueAt = context.now() + HOLD_MS;
  if (messages.length === 0) return { dueAt };
  if (deletions.all().length >= MOST_DELETIONS) throw new AppError('DELETIONS_FULL');
  for (const message of deletions.hold({ id, conversationId: conversation.id, dueAt }, messages)) {
    touchMessage(changes, message);
  }
  changes.touch({ kind: 'deletion', key: id });
  context.emit({ kind: 'deletionsLater', delayMs: HOLD_MS });
  return { dueAt };
}

export function undoDeletion(
  context: ItemContext,
  params: CommandParams<'undoDeletion'>,
): CommandResult<'undoDeletion'> {
  const { deletions, changes } = context.store;
  const id = parsed(idFromHex('deletion', params.deletionId), 'deletionId');
  if (!deletions.get(id)) throw new AppError('NOT_FOUND', { what: 'deletion' });
  for (const message of deletions.undo(id)) touchMessage(changes, message);
  changes.touch({ kind: 'deletion', key: id });
  return {};
}

/** Carries out what is due and asks to be woken for the next. */
export function carryOutDeletions(context: ItemContext): void {
  const { deletions, changes } = context.store;
  const now = context.now();
  for (const deletion of deletions.all()) {
    if (!isDue(deletion, now)) continue;
    for (const message of deletions.carryOut(deletion.id)) {
      emptyTwins(context, message);
      emptyOwed(context, message);
      removeOffered(context, message);
    }
    context.scrub();
    changes.touch({ kind: 'deletion', key: deletion.id });
  }
  const [next] = deletions.all();
  if (next) context.emit({ kind: 'deletionsLater', delayMs: next.dueAt - now });
  // What was cleared before the node stopped, or before an error. By itself: one that fails takes nothing along.
  context.later({ kind: 'erase' });
}

/** A clock that was set back must not keep what the owner deleted. */
function isDue({ dueAt }: Deletion, now: number): boolean {
  return dueAt <= now || dueAt > now + HOLD_MS;
}

/** Rows of others are named `<author>-<id>`; own ones and system lines by their id alone. */
function messageOfRow(context: ItemContext, { id }: Conversation, rowId: string): Message | undefined {
  const { messages } = context.store;
  const [first = '', second] = rowId.split('-');
  const messageId = idFromHex('message', second ?? first);
  if (messageId === undefined) return undefined;
  if (second === undefined)
    return messages.byId(id, context.self, messageId) ?? messages.byId(id, null, messageId);
  const author: NodeId | undefined = idFromHex('node', first);
  return author && messages.byId(id, author, messageId);
}

/** What still has to go out is needed as it is. */
function refuseUndelivered(context: ItemContext, { contactId }: Conversation, message: Message): void {
  if (message.author !== context.self || contactId === null) return;
  if (context.store.outbox.find(contactId, message.id)) throw new AppError('MESSAGE_NOT_DELIVERED');
}
