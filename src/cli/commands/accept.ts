import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../base/app-error.js';
import type { TransferRow } from '../../contract/values.js';
import { isOutOfSight } from '../answer-lost.js';
import { findTransfer, shortId, transferById } from '../find-transfer.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { sizeText, transferSentence } from '../transfer-words.js';
import { demandArrived, watchTransfers } from '../watch-transfers.js';

interface Options extends GlobalOptions {
  readonly to?: string;
  readonly wait?: boolean;
}

/** kith accept: takes a file that is offered, or saves another copy of one that is here. */
export function addAcceptCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'accept <id>',
    group: 'Files:',
    summary: 'take a file that is offered, or save one that is here',
    example: 'accept 3fa92c10 --to ~/Downloads --wait',
    define: (command) =>
      command
        .option('--to <dir>', 'save a clear copy in this folder once it is here')
        .option('--wait', 'until it is here, with a bar'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const { id, stage, savedAs } = await findTransfer(client, argument(args, 0));
        const saveTo = options.to === undefined ? null : resolve(options.to);
        await client.call('acceptFile', { transferId: id, saveTo });
        // The row still says where the copy before it lies.
        const isSaving = stage === 'done' && saveTo !== null && options.wait !== true;
        const sentence = (row: TransferRow) =>
          isSaving ? savingSentence(saveTo, savedAs) : transferSentence(row);
        const rows =
          options.wait === true
            ? await watchTransfers(client, [id], { shell, isSaved: saveTo !== null })
            : [(await transferById(client, id).catch(seenNoMore)) ?? []].flat();
        demandArrived(rows);
        const lines = rows.map(
          (row) => `${shortId(row)}  ${safeLine(row.name)} (${sizeText(row.sizeBytes)}): ${sentence(row)}`,
        );
        return { value: rows[0] ?? null, lines };
      }),
  });
}

/** The file is taken already. */
function seenNoMore(error: unknown): never {
  throw isOutOfSight(error) ? new AppError('ANSWER_LOST') : error;
}

/** Nothing that lies in a folder is written over. */
function savingSentence(saveTo: string, before: string | null): string {
  return before !== null && dirname(before) === saveTo
    ? `was saved as ${safeLine(before)}, and is being saved there once more, under a name that is free`
    : `is being saved in ${safeLine(saveTo)}`;
}
