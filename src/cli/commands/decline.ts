import type { Command } from 'commander';
import { type ApprovalOptions, confirmPerson } from '../confirm-digits.js';
import { findRequest } from '../find-request.js';
import { addCommand, argument } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith decline: puts a request away; its sender is not told. */
export function addDeclineCommand(program: Command, shell: Shell): void {
  addCommand<ApprovalOptions>(program, shell, {
    syntax: 'decline <request>',
    group: 'People:',
    summary: 'put a request away without an answer',
    example: 'decline 1',
    define: (command) => command.option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const request = await findRequest(client, argument(args, 0), options);
        await confirmPerson(shell, request, `Decline ${safeLine(request.name)}?`, options);
        await client.call('declineRequest', { requestId: request.id });
        return {
          value: { requestId: request.id },
          lines: [`Declined. ${safeLine(request.name)} is not told.`],
        };
      }),
  });
}
