import type { Command } from 'commander';
import { isOffer, listTransfers, shortId } from '../find-transfer.js';
import { hint } from '../program-name.js';
import { addCommand } from '../program-options.js';
import { withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { sizeText } from '../transfer-words.js';
import { ago } from '../when.js';

/** kith offers: files that wait for the owner's word. */
export function addOffersCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'offers',
    group: 'Files:',
    summary: 'list the files others offer you',
    example: 'offers',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const offers = (await listTransfers(client)).filter(isOffer);
        if (offers.length === 0) return { value: offers, lines: ['Nobody offers a file at the moment.'] };
        const rows = offers.map((row) => [
          shortId(row),
          safeLine(row.contactName),
          safeLine(row.name),
          row.extension === '' ? 'none' : safeLine(row.extension),
          sizeText(row.sizeBytes),
          ago(row.createdAt, shell),
        ]);
        const lines = table(['ID', 'FROM', 'NAME', 'TYPE', 'SIZE', 'WHEN'], rows, edgeOf(shell.output));
        const id = offers[0] ? shortId(offers[0]) : '';
        const answers = `Answer with ${hint(`accept ${id} --to DIR`)} or ${hint(`decline ${id}`)}.`;
        return { value: offers, lines: [...lines, '', answers] };
      }),
  });
}
