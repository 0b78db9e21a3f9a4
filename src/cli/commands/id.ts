// kith id: everything a friend needs to add this node.

import type { Command } from 'commander';
import type { SelfValue } from '../../contract/values.js';
import { groupsOfFive } from '../fingerprint.js';
import { addCommand, type GlobalOptions } from '../program-options.js';
import { qrLines } from '../qr.js';
import { withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Options extends GlobalOptions {
  readonly qr: boolean;
}

export function addIdCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'id',
    group: 'Your node:',
    summary: 'show your fingerprint and the link that adds you',
    example: 'id --no-qr',
    define: (command) => command.option('--no-qr', 'without the QR code'),
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const self = await client.call('self', {});
        const qrEdge = options.qr ? edgeOf(shell.output) : 0;
        return { value: self, lines: identityLines(self, qrEdge) };
      }),
  });
}

/** @param qrEdge columns there are for the QR code; 0 leaves it out */
export function identityLines(self: SelfValue, qrEdge: number): string[] {
  return [
    `Name         ${safeLine(self.name)}`,
    `Fingerprint  ${groupsOfFive(self.fingerprint)}`,
    `Node id      ${self.nodeIdText}`,
    `Addresses    ${self.addresses.map(safeLine).join(', ') || 'none'}`,
    `Link         ${safeLine(self.link)}`,
    ...(self.addresses.length === 0 ? ['', WITHOUT_ADDRESS, howToBeReached(self)] : []),
    ...(qrEdge > 0 ? ['', ...qrLines(self.link, qrEdge)] : []),
  ];
}

/** Of a link without an address. */
export const WITHOUT_ADDRESS =
  'The link says who you are, but not where: nobody can call you with it yet. One of two friends has to be reachable, so add your friend by their address, or make yourself reachable.';
export function howToBeReached({ configFile }: SelfValue): string {
  return `To be reachable, tell your node its DNS name or public IP address: write two lines into ${safeLine(configFile)}, \`[Network]\` and below it \`public_ip = ADDRESS\`, and start it again; and forward its port on your router.`;
}
