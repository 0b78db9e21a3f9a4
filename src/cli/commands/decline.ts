import type { Command } from 'commander';
import { findByNumberOrName } from '../find-contact.js';
import { addCommand, argument } from '../program-options.js';
import { listRequests, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

/** kith decline: puts a request away; its sender is not told. */
export function addDeclineCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'decline <request>',
    group: 'People:',
    summary: 'put a request away without an answer',
    example: 'decline 1',
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const request = findByNumberOrName(await listRequests(client), argument(args, 0), 'request');
        await client.call('declineRequest', { requestId: request.id });
        return {
          value: { requestId: request.id },
          lines: [`Declined. ${safeLine(request.name)} is not told.`],
        };
      }),
  });
}
