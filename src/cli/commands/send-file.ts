import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { fileKind } from '../../base/file-kind.js';
import { fileExtension } from '../../base/file-name.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, MetadataValue } from '../../contract/values.js';
import { earlierId, isOutOfSight, notKnownWhetherOffered } from '../answer-lost.js';
import { listTransfers, shortId } from '../find-transfer.js';
import { hint } from '../program-name.js';
import { addCommand, argument, type GlobalOptions } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { metadataWords, sizeText, transferSentence } from '../transfer-words.js';
import { demandArrived, watchTransfers } from '../watch-transfers.js';

interface Options extends GlobalOptions {
  readonly wait?: boolean;
  readonly keepMetadata?: boolean;
  readonly id?: string;
}

/** kith send-file: offers files, and folders as one file each; they stay where they are until the contact has them. */
export function addSendFileCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'send-file <name> <path...>',
    group: 'Files:',
    summary: 'offer files and folders to a contact, who decides whether to take them',
    example: 'send-file Bob holiday.jpg notes.pdf --wait',
    define: (command) =>
      command
        .option('--wait', 'until they have them all, with a bar for each')
        .option('--id <id>', 'repeat an earlier try of which nobody knows; each file is offered once')
        .option('--keep-metadata', 'leave place, time and camera in photos (JPEG, PNG, WebP)'),
    run: ({ args, options }) => {
      const id = earlierId(options.id) ?? shell.newId();
      return withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        // All of them or none: whoever repeats the command without its id would offer the others twice.
        const paths = pathsOf(args[1]).map((path) => resolve(path));
        if (paths.length > 1) for (const path of paths) await client.call('photoMetadata', { path });
        try {
          return await offerAll(client, { shell, options, contact, id, paths });
        } catch (error) {
          if (!isOutOfSight(error)) throw error;
          const flags = options.keepMetadata === true ? ' --keep-metadata' : '';
          throw notKnownWhetherOffered(contact.name, { id, paths: pathsOf(args[1]), flags });
        }
      });
    },
  });
}

interface Offering {
  readonly shell: Shell;
  readonly options: Options;
  readonly contact: ContactRow;
  readonly id: string;
  readonly paths: readonly string[];
}

async function offerAll(client: ContractClient, { shell, options, contact, id, paths }: Offering) {
  const ids: string[] = [];
  const remarks: string[] = [];
  for (const [index, path] of paths.entries()) {
    const to = [{ id: idBehind(id, index), contactId: contact.id }];
    const offer = { path, to, keepMetadata: options.keepMetadata === true };
    const { transferIds, metadata } = await client.call('offerFile', offer);
    ids.push(...transferIds);
    // A repetition says nothing of it.
    const remark = metadata && metadataRemark(path, metadata);
    if (remark !== undefined) remarks.push(remark);
  }
  const rows =
    options.wait === true
      ? await watchTransfers(client, ids, { shell })
      : (await listTransfers(client)).filter((row) => ids.includes(row.id));
  demandArrived(rows);
  const lines = rows.map(
    (row) => `${shortId(row)}  ${safeLine(row.name)} (${sizeText(row.sizeBytes)}): ${transferSentence(row)}`,
  );
  const told = `Offered to ${safeLine(contact.name)}. Leave the files as they are until they have arrived; see ${hint('transfers')}.`;
  return { value: rows, lines: [...remarks, ...lines, ...(options.wait === true ? [] : [told])] };
}

/** Undefined: nothing was left out, and nothing of the kind is known to be in such files. */
function metadataRemark(path: string, metadata: MetadataValue): string | undefined {
  const name = safeLine(basename(path));
  if (metadata.reason === 'folder') return `${name} goes as a zip; photos in it keep place, time and camera.`;
  if (metadata.outcome === 'stripped') return `Left out of ${name}: ${metadataWords(metadata)}.`;
  const isTelling = ['image', 'audio', 'video'].includes(fileKind(fileExtension(path)));
  if (metadata.reason !== 'format' || !isTelling) return undefined;
  return `${name} goes unchanged: what it says of place, time and device stays in it.`;
}

/** The same for each place among the files, in every try. */
function idBehind(first: string, index: number): string {
  const next = (BigInt(`0x${first}`) + BigInt(index)) % 2n ** 128n;
  return next.toString(16).padStart(32, '0');
}

function pathsOf(given: string | readonly string[] | undefined): readonly string[] {
  return typeof given === 'string' ? [given] : (given ?? []);
}
