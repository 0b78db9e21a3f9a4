import type { Command } from 'commander';
import type { ContractClient } from '../../contract/client.js';
import type { TransferRow } from '../../contract/values.js';
import { type ApprovalOptions, confirm, confirmPerson } from '../confirm-digits.js';
import { EXIT } from '../exit-codes.js';
import { findOffer } from '../find-transfer.js';
import { findRequest } from '../find-request.js';
import { addCommand, argument } from '../program-options.js';
import { Refusal } from '../refusal.js';
import { listRequests, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends ApprovalOptions {
  readonly all?: boolean;
}

/** kith decline: puts a request away, whose sender is not told, or a file that is offered, whose sender is. */
export function addDeclineCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'decline [request-or-file]',
    group: 'People:',
    summary: 'put a request away, or all of them, without an answer; or a file that is offered',
    example: 'decline 1',
    define: (command) => command.option('--all', 'every request that waits').option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const wanted = argument(args, 0);
        if ((options.all === true) !== (wanted === '')) {
          throw new Refusal('USAGE', 'Name one request, or give --all.', EXIT.usage);
        }
        if (options.all === true) return declineAll(client, shell, options);
        const offer = await findOffer(client, wanted);
        if (offer) return declineOffer(client, offer);
        const request = await findRequest(client, wanted, options);
        await confirmPerson(shell, request, `Decline ${safeLine(request.name)}?`, options);
        await client.call('declineRequest', { requestId: request.id });
        return {
          value: { requestId: request.id },
          lines: [`Declined. ${safeLine(request.name)} is not told.`],
        };
      }),
  });
}

async function declineOffer(client: ContractClient, offer: TransferRow) {
  await client.call('declineFile', { transferId: offer.id });
  const told = `${safeLine(offer.contactName)} is told.`;
  return { value: { transferId: offer.id }, lines: [`Declined: ${safeLine(offer.name)}. ${told}`] };
}

/** Exactly those that were counted: what arrives while the owner thinks is not declined unseen. */
async function declineAll(client: ContractClient, shell: Shell, options: Options) {
  const waiting = await listRequests(client);
  if (waiting.length === 0) return { value: { declined: 0 }, lines: ['No request waits.'] };
  const what = waiting.length === 1 ? 'the one request that waits' : `all ${String(waiting.length)} requests`;
  await confirm(shell, `Decline ${what}? Nobody is told.`, options);
  for (const { id } of waiting) await client.call('declineRequest', { requestId: id });
  return {
    value: { declined: waiting.length },
    lines: [`Declined: ${String(waiting.length)}. Nobody is told.`],
  };
}
