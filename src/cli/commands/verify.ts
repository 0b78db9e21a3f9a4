// kith verify: the sixty digits both people compare, and the mark that they did.

import { asArgument, hint } from '../program-name.js';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandResult } from '../../contract/commands.js';
import { safetyNumberLines } from '../fingerprint.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { qrLines } from '../qr.js';
import { findContact, withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly matches?: boolean;
  readonly reset?: boolean;
  readonly qr: boolean;
}

export function addVerifyCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'verify <name>',
    group: 'People:',
    summary: 'show the safety number to compare with a contact',
    example: 'verify Bob --matches',
    define: (command) =>
      command
        .addOption(new Option('--matches', 'you compared it, and it is the same').conflicts('reset'))
        .option('--reset', 'forget that it was compared')
        .option('--no-qr', 'without the QR code'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        const name = safeLine(contact.name);
        const compared = options.matches === true;
        if (compared || options.reset === true) {
          await client.call('markCompared', { contactId: contact.id, compared });
          const told = compared
            ? `${name} is marked as compared.`
            : `${name} is no longer marked as compared.`;
          return { value: { contactId: contact.id, compared }, lines: [told] };
        }
        const safety = await client.call('safetyNumber', { contactId: contact.id });
        const lines = safetyLines(name, safety, options.qr ? edgeOf(shell.output) : 0);
        return {
          value: safety,
          lines: [...lines, `The same on both sides: ${hint(`verify ${asArgument(name)} --matches`)}.`],
        };
      }),
  });
}

export function safetyLines(name: string, safety: CommandResult<'safetyNumber'>, qrEdge: number): string[] {
  return [
    `You and ${name} should both see:`,
    '',
    ...safetyNumberLines(safety.number).map((line) => `  ${line}`),
    ...(qrEdge > 0 ? ['', ...qrLines(safety.qr, qrEdge)] : []),
    '',
    'Compare in person or by a call where you know the voice.',
  ];
}
