import type { Command } from 'commander';
import { findTransfer } from '../find-transfer.js';
import { hint } from '../program-name.js';
import { addCommand, argument } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith send-new-version: offers a file that changed on its way once more, to the same contact, as it is now. */
export function addSendNewVersionCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'send-new-version <id>',
    group: 'Files:',
    summary: 'offer a file that changed once more, as it is now',
    example: 'send-new-version 3fa92c10',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const { id, contactId, contactName, name } = await findTransfer(client, argument(args, 0));
        const to = [{ id: shell.newId(), contactId }];
        const { transferIds } = await client.call('offerFile', { transferId: id, to, isNewVersion: true });
        const told = `Offered to ${safeLine(contactName)} as it is now: ${safeLine(name)}. See ${hint('transfers')}.`;
        return { value: { transferIds }, lines: [told] };
      }),
  });
}
