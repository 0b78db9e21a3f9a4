import type { Command } from 'commander';
import type { TransferRow } from '../../contract/values.js';
import { findTransfer, listTransfers, shortId } from '../find-transfer.js';
import { addCommand, argument } from '../program-options.js';
import { withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { sizeText, transferSentence } from '../transfer-words.js';

/** kith transfers: every file on its way, and the newest that arrived or were given up. */
export function addTransfersCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'transfers',
    group: 'Files:',
    summary: 'list the files on their way and how they go',
    example: 'transfers --json',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const rows = await listTransfers(client);
        return { value: rows, lines: transferLines(rows, edgeOf(shell.output)) };
      }),
  });
}

export function addPauseCommand(program: Command, shell: Shell): void {
  addStep(program, shell, ['pause', 'pauseFile', 'pause a file; either side can', 'Paused']);
}

export function addResumeCommand(program: Command, shell: Shell): void {
  const summary = 'go on with a file you paused, or look at once for one that is out of reach';
  addStep(program, shell, ['resume', 'resumeFile', summary, 'It goes on']);
}

export function addCancelCommand(program: Command, shell: Shell): void {
  addStep(program, shell, ['cancel', 'cancelFile', 'give a file up, on both sides', 'Given up']);
}

export function addDeleteFileCommand(program: Command, shell: Shell): void {
  const summary = 'forget a file that is over; copies you saved stay';
  addStep(program, shell, ['delete-file', 'deleteFile', summary, 'Forgotten']);
}

type Step = readonly [
  name: string,
  command: 'pauseFile' | 'resumeFile' | 'cancelFile' | 'deleteFile',
  summary: string,
  told: string,
];

function addStep(program: Command, shell: Shell, [name, command, summary, told]: Step): void {
  addCommand(program, shell, {
    syntax: `${name} <id>`,
    group: 'Files:',
    summary,
    example: `${name} 3fa92c10`,
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const transfer = await findTransfer(client, argument(args, 0));
        await client.call(command, { transferId: transfer.id });
        const isHeld = command === 'resumeFile' && transfer.pausedByPeer;
        const held = `${safeLine(transfer.contactName)} paused it; it goes on when they resume it.`;
        const line = isHeld ? held : `${told}: ${safeLine(transfer.name)}`;
        return { value: { transferId: transfer.id }, lines: [line] };
      }),
  });
}

function transferLines(rows: readonly TransferRow[], edge: number): string[] {
  if (rows.length === 0) return ['No file is on its way.'];
  const cells = rows.map((row) => [
    shortId(row),
    row.direction === 'in' ? 'from' : 'to',
    safeLine(row.contactName),
    safeLine(row.name),
    sizeText(row.sizeBytes),
    transferSentence(row),
  ]);
  return table(['ID', '', 'WHO', 'NAME', 'SIZE', 'STATE'], cells, edge);
}
