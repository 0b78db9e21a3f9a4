// The commands that change the store, by name. They run in the commit lane, one item each.

import { AppError } from '../../base/app-error.js';
import type { CommandName, CommandParams, CommandResult } from '../../contract/commands.js';
import type { UNFINISHED, UntilErased } from '../lane/unfinished.js';
import type { ItemContext } from '../lane/item-context.js';
import { addContact, withdrawRequest } from './add-contact.js';
import { approveRequest, blockRequest, declineRequest, unblockRequester } from './answer-request.js';
import {
  believeContact,
  blockContact,
  markCompared,
  renameContact,
  safetyNumber,
  setFileRule,
  unblockContact,
} from './contacts.js';
import { deleteHistory } from './delete-history.js';
import { deleteMessages, undoDeletion } from './deletions.js';
import { setPrivacy } from './privacy.js';
import { removeContact } from './remove-contact.js';
import { removeFiles } from './remove-files.js';
import { markRead, markSeen, retryMessage, sendMessage, withdrawMessage } from './messages.js';
import { cancelFile, declineFile, deleteFile, pauseFile, resumeFile } from './files.js';
import {
  attachFile,
  markUnread,
  sendCaption,
  setAttachments,
  setCaption,
  setConversation,
  setDraft,
  setPlace,
} from './conversations.js';

type Outcome<Name extends CommandName> = CommandResult<Name> | typeof UNFINISHED | UntilErased;

type Handler<Name extends CommandName> = (
  context: ItemContext,
  params: CommandParams<Name>,
) => Outcome<Name> | Promise<Outcome<Name>>;

const handlers = {
  addContact,
  withdrawRequest,
  approveRequest,
  declineRequest,
  blockRequest,
  unblockRequester,
  renameContact,
  setFileRule,
  blockContact,
  unblockContact,
  removeContact,
  safetyNumber,
  markCompared,
  believeContact,
  sendMessage,
  withdrawMessage,
  retryMessage,
  markSeen,
  markRead,
  markUnread,
  setConversation,
  setDraft,
  setCaption,
  sendCaption,
  setPlace,
  attachFile,
  setAttachments,
  deleteHistory,
  deleteMessages,
  undoDeletion,
  declineFile,
  pauseFile,
  resumeFile,
  cancelFile,
  deleteFile,
  removeFiles,
  setPrivacy,
} as const satisfies { [Name in CommandName]?: Handler<Name> };

export type LaneCommand = keyof typeof handlers;

export const laneCommandNames = Object.keys(handlers) as LaneCommand[];

/** Runs a command whose parameters were validated by the contract server. */
export async function runLaneCommand(
  context: ItemContext,
  name: CommandName,
  params: unknown,
): Promise<unknown> {
  const handler = (handlers as Partial<Record<CommandName, unknown>>)[name] as
    ((context: ItemContext, params: unknown) => unknown) | undefined;
  if (!handler) throw new AppError('COMMAND_UNKNOWN', { command: name });
  return await handler(context, params);
}
