import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import { isOutOfSight, notKnownWhetherRemoved } from '../answer-lost.js';
import { type ApprovalOptions, confirm } from '../confirm-digits.js';
import { EXIT } from '../exit-codes.js';
import { addCommand, argument } from '../program-options.js';
import { findConversation, type FormerConversation, withNode } from '../session.js';
import { Refusal } from '../refusal.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends ApprovalOptions {
  readonly deleteHistory?: boolean;
}

/** kith remove: forgets a contact, and what was said only when that is asked for, then or later. */
export function addRemoveCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'remove <name>',
    group: 'People:',
    summary: 'remove a contact; what you wrote to each other stays unless you say otherwise',
    example: 'remove Bob --delete-history',
    define: (command) =>
      command
        .option('--delete-history', 'delete the messages too, also of somebody you removed before')
        .option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findConversation(client, argument(args, 0));
        if (!('state' in contact)) return deleteFormer(shell, client, { former: contact, options });
        const name = safeLine(contact.name);
        const history = options.deleteHistory === true ? 'delete' : 'keep';
        const what = history === 'delete' ? `${name} and every message` : name;
        const kept = contact.state === 'blocked' ? ` ${name} stays blocked: they cannot ask again.` : '';
        await confirm(shell, `Remove ${what}? This cannot be undone.${kept}`, options);
        const removed = client.call('removeContact', { contactId: contact.id, history });
        await answered(removed, name, 'contacts');
        return { value: { contactId: contact.id, history }, lines: [`${name} was removed.${kept}`] };
      }),
  });
}

/** @param list the command that lists what is to go @throws Refusal REMOVAL_UNKNOWN */
async function answered(done: Promise<unknown>, name: string, list: string): Promise<void> {
  await done.catch((error: unknown) => {
    throw isOutOfSight(error) ? notKnownWhetherRemoved(name, list) : error;
  });
}

/** Of somebody who is no contact any more, or under a key of before, there is only the history. */
async function deleteFormer(
  shell: Shell,
  client: ContractClient,
  { former, options }: { readonly former: FormerConversation; readonly options: Options },
) {
  const { conversationId } = former;
  const name = safeLine(former.name);
  const was =
    former.successorId === null ? `${name} is no contact any more` : `That is a key ${name} had before`;
  if (options.deleteHistory !== true)
    throw new Refusal('USAGE', `${was}. --delete-history deletes what was said.`, EXIT.usage);
  await confirm(shell, `${was}. Delete every message and file of then? This cannot be undone.`, options);
  await answered(client.call('deleteHistory', { conversationId }), name, 'contacts --former');
  return {
    value: { conversationId, history: 'delete' },
    lines: [`What was said with ${name} was deleted.`],
  };
}
