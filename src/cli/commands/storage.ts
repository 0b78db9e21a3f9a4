import type { Command } from 'commander';
import type { CommandResult } from '../../contract/commands.js';
import { type ApprovalOptions, confirm } from '../confirm-digits.js';
import { addCommand } from '../program-options.js';
import { findContact, withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';
import { safeLine } from '../terminal.js';
import { sizeText } from '../transfer-words.js';
import { hint } from '../program-name.js';

interface Options extends ApprovalOptions {
  readonly removeFiles?: boolean;
}

type Stored = CommandResult<'storage'>;

/** kith storage: what each conversation takes on the disk; files of one are taken away when that is asked for. */
export function addStorageCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'storage [name]',
    group: 'Files:',
    summary: 'what conversations take on the disk; --remove-files cleans one',
    example: 'storage Bob --remove-files',
    define: (command) =>
      command
        .option('--remove-files', 'forget the files that arrived in it; messages and saved copies stay')
        .option('--yes', 'do not ask'),
    run: ({ args, options }) =>
      withNode(shell, options, async (client) => {
        const [typed] = args;
        if (typeof typed !== 'string') {
          const stored = await client.call('storage', {});
          return { value: stored, lines: storedLines(stored, edgeOf(shell.output)) };
        }
        const { conversationId, name } = await findContact(client, typed);
        const stored = await client.call('storage', { conversationId });
        const { files, fileBytes } = stored.conversations[0] ?? { files: 0, fileBytes: 0 };
        if (options.removeFiles !== true || files === 0)
          return { value: stored, lines: storedLines(stored, edgeOf(shell.output)) };
        const whose = safeLine(name);
        await confirm(
          shell,
          `Remove ${filesText(files)} of the conversation with ${whose} (${sizeText(fileBytes)})? This cannot be undone.`,
          options,
        );
        await client.call('removeFiles', { conversationId });
        const line = `${filesText(files)} of the conversation with ${whose} removed: ${sizeText(fileBytes)}. Messages and copies you saved stay.`;
        return { value: { conversationId, files, fileBytes }, lines: [line] };
      }),
  });
}

function storedLines({ databaseBytes, conversations }: Stored, edge: number): string[] {
  if (conversations.length === 0) return ['Nothing is kept of this yet.'];
  const cells = conversations.map(({ name, messages, bytes, files, fileBytes }) => [
    safeLine(name),
    String(messages),
    String(files),
    sizeText(fileBytes),
    sizeText(bytes + fileBytes),
  ]);
  return [
    ...table(['WHO', 'MESSAGES', 'FILES', 'IN FILES', 'TOGETHER'], cells, edge),
    `The database takes ${sizeText(databaseBytes)}; files lie beside it. Clean with ${hint('storage NAME --remove-files')}.`,
  ];
}

function filesText(count: number): string {
  return count === 1 ? '1 file' : `${String(count)} files`;
}
