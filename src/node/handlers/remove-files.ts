// The files of a conversation leave the home, its messages stay.

import { AppError } from '../../base/app-error.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Transfer } from '../../core/ports/transfer-store.js';
import { isOver } from '../../core/transfer/index.js';
import type { ItemContext } from '../lane/item-context.js';
import { contactIn, isOfferedIn, removeTransfer } from '../lane/transfer-endings.js';
import { UNFINISHED } from '../lane/unfinished.js';
import { conversationById } from './find.js';

/** In one commit, so that messages need not wait for all of them. */
const REMOVED_AT_ONCE = 100;

export function removeFiles(
  context: ItemContext,
  { conversationId }: CommandParams<'removeFiles'>,
): CommandResult<'removeFiles'> | typeof UNFINISHED {
  const conversation = conversationById(context, conversationId);
  const contact = contactIn(context, conversation);
  if (!contact) throw new AppError('NOT_FOUND', { what: 'contact' });
  const lying = context.store.transfers
    .ofContact(contact.id)
    .filter(liesInTheHome)
    .filter(
      (transfer) => contact.nodeId === conversation.peer || isOfferedIn(context, conversation, transfer),
    );
  for (const transfer of lying.slice(0, REMOVED_AT_ONCE)) removeTransfer(context, contact, transfer);
  return lying.length > REMOVED_AT_ONCE ? UNFINISHED : {};
}

/** What arrived, and what was handed over as bytes, once it needs to go nowhere any more. */
function liesInTheHome({ state, source }: Transfer): boolean {
  if (!isOver(state)) return false;
  return state.direction === 'in' ? state.stage === 'done' : typeof source?.spoolId === 'string';
}
