import { type Command, Option } from 'commander';
import type { PrivacySettings } from '../../contract/values.js';
import { addCommand, type GlobalOptions } from '../program-options.js';
import { snapshot, withNode } from '../session.js';
import { edgeOf, type Shell } from '../shell.js';
import { table } from '../table.js';

type What = keyof PrivacySettings;
type Options = GlobalOptions & Partial<Record<What, 'on' | 'off'>>;

/** In the order they are shown. */
const MEANINGS: Readonly<Record<What, string>> = {
  receipts: 'that you read what they wrote',
  typing: 'that you are typing to them',
  presence: 'whether you used Kith within the last minutes',
};

/** kith privacy: what contacts may learn, for every face of this node. */
export function addPrivacyCommand(program: Command, shell: Shell): void {
  addCommand<Options>(program, shell, {
    syntax: 'privacy',
    group: 'Settings:',
    summary: 'what contacts learn of you, and you of them',
    example: 'privacy --receipts off --presence on',
    define: (command) => {
      for (const what of whats())
        command.addOption(
          new Option(`--${what} <on|off>`, `tell them ${MEANINGS[what]}`).choices(['on', 'off']),
        );
    },
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const changes = chosen(options);
        const isAsked = Object.keys(changes).length === 0;
        const privacy = isAsked
          ? (await snapshot(client, 'privacy', {})).rows[0]
          : await client.call('setPrivacy', changes);
        const { receipts = false, typing = false, presence = false } = privacy ?? {};
        const value = { receipts, typing, presence };
        return { value, lines: lines(value, edgeOf(shell.output)) };
      }),
  });
}

function chosen(options: Options): Partial<PrivacySettings> {
  const given = whats().flatMap((what) => (options[what] ? [[what, options[what] === 'on'] as const] : []));
  return Object.fromEntries(given);
}

function lines(privacy: PrivacySettings, edge: number): string[] {
  const cells = whats().map((what) => [what, privacy[what] ? 'on' : 'off', MEANINGS[what]]);
  return [
    ...table(['WHAT', 'NOW', 'TELLS THEM'], cells, edge),
    'What is off you do not see of them either. Whatever is off, who is connected to your node can tell that it runs.',
  ];
}

function whats(): readonly What[] {
  // The table names each of them.
  return Object.keys(MEANINGS) as What[];
}
