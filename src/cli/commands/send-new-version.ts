import type { Command } from 'commander';
import { findTransfer } from '../find-transfer.js';
import { hint } from '../program-name.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly keepMetadata?: boolean;
}

/** kith send-new-version: offers a file that changed on its way once more, to the same contact, as it is now. */
export function addSendNewVersionCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'send-new-version <id>',
    group: 'Files:',
    summary: 'offer a file that changed once more, as it is now',
    example: 'send-new-version 3fa92c10',
    define: (command) =>
      command.option('--keep-metadata', 'leave place, time and camera in a photo, also if it went without'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const { id, contactId, contactName, name } = await findTransfer(client, argument(args, 0));
        const to = [{ id: shell.newId(), contactId }];
        const wish = options.keepMetadata === true ? { keepMetadata: true } : {};
        const anew = { transferId: id, to, isNewVersion: true, ...wish };
        const { transferIds } = await client.call('offerFile', anew);
        const told = `Offered to ${safeLine(contactName)} as it is now: ${safeLine(name)}. See ${hint('transfers')}.`;
        return { value: { transferIds }, lines: [told] };
      }),
  });
}
