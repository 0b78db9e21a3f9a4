// kith withdraw: takes back a contact request, or a message that has not left.

import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, MessageRow } from '../../contract/values.js';
import { type ApprovalOptions, confirm } from '../confirm-digits.js';
import { addCommand, argument } from '../program-options.js';
import { findContact, snapshot, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { count } from '../when.js';

const WINDOW = 200;
const MIN_ID_CHARS = 4;

export function addWithdrawCommand(program: Command, shell: Shell): void {
  addCommand<ApprovalOptions>(program, shell, {
    syntax: 'withdraw <name> [message]',
    group: 'People:',
    summary: 'take back your request, or a message that has not left: its id, or "last"',
    example: 'withdraw Bob last',
    define: (command) => command.option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const message = argument(args, 1);
        if (message !== '') return withdrawMessage(client, contact, message);
        return withdrawRequest(shell, client, { contact, options });
      }),
  });
}

/** What waits for them has nowhere to go any more, and is given up with consent alone. */
async function withdrawRequest(
  shell: Shell,
  client: ContractClient,
  { contact, options }: { readonly contact: ContactRow; readonly options: ApprovalOptions },
) {
  const name = safeLine(contact.name);
  const waiting = count(contact.queued, 'message');
  const isLoss = contact.state === 'requested' && contact.queued > 0;
  if (isLoss)
    await confirm(
      shell,
      `Take back your request to ${name}, and give up ${waiting} waiting for them?`,
      options,
    );
  await client.call('withdrawRequest', { contactId: contact.id });
  const givenUp = isLoss ? ` ${waiting} waiting for them will not be sent.` : '';
  return {
    value: { contactId: contact.id, givenUp: contact.queued },
    lines: [`Your request to ${name} was taken back.${givenUp}`],
  };
}

async function withdrawMessage(client: ContractClient, contact: ContactRow, typed: string) {
  const { conversationId } = contact;
  const { rows } = await snapshot(client, 'messages', { conversationId, limit: WINDOW });
  const { id: messageId } = findMessage(rows, typed, contact.name);
  await client.call('withdrawMessage', { conversationId, messageId });
  return { value: { messageId }, lines: ['The message was taken back before it left.'] };
}

function findMessage(rows: readonly MessageRow[], typed: string, contact: string): MessageRow {
  const own = rows.filter(({ direction }) => direction === 'out');
  const isMeant = (row: MessageRow): boolean =>
    typed.length >= MIN_ID_CHARS && row.id.startsWith(typed.toLowerCase());
  const found =
    typed === 'last' ? own.filter(({ state }) => state === 'queued').slice(-1) : own.filter(isMeant);
  const [only, ...others] = found;
  if (!only) throw new AppError('NOT_FOUND', { name: typed, what: 'message', contact });
  if (others.length > 0)
    throw new AppError('AMBIGUOUS_NAME', { name: typed, candidates: found.map(({ id }) => id).join(', ') });
  return only;
}
