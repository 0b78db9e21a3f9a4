// kith id: everything a friend needs to add this node.

import type { Command } from 'commander';
import type { SelfValue } from '../../contract/values.js';
import { groupsOfFive } from '../fingerprint.js';
import { addCommand, type GlobalOptions } from '../program-options.js';
import { qrLines } from '../qr.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly qr: boolean;
}

export function addIdCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'id',
    summary: 'show your fingerprint and the link that adds you',
    example: 'kith id --no-qr',
    define: (command) => command.option('--no-qr', 'without the QR code'),
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const self = await client.call('self', {});
        return { value: self, lines: identityLines(self, options.qr) };
      }),
  });
}

export function identityLines(self: SelfValue, withQr: boolean): string[] {
  return [
    `Name         ${safeLine(self.name)}`,
    `Fingerprint  ${groupsOfFive(self.fingerprint)}`,
    `Node id      ${self.nodeIdText}`,
    `Addresses    ${self.addresses.map(safeLine).join(', ') || 'none known yet; set public_ip'}`,
    `Link         ${safeLine(self.link)}`,
    ...(withQr ? ['', ...qrLines(self.link)] : []),
  ];
}
