import type { Command } from 'commander';
import { ContractClient } from '../../contract/client.js';
import { chatByLines } from '../chat/line-chat.js';
import { chatOnScreen } from '../chat/screen-chat.js';
import { addCommand, argument } from '../program-options.js';
import { EXIT } from '../exit-codes.js';
import { hint } from '../program-name.js';
import { Refusal } from '../refusal.js';
import { findContact, withNode } from '../session.js';
import { isInteractive, type Shell } from '../shell.js';

/** kith chat: a live conversation in the terminal. */
export function addChatCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'chat <name>',
    group: 'Messages:',
    summary: 'chat with a contact; /help inside lists what you can do',
    example: 'chat Bob',
    run: async ({ args, options }) => {
      if (options.json === true) throw new Refusal('USAGE', NO_DOCUMENT(), EXIT.usage);
      return withNode(shell, options, async (client) => {
        const contact = await findContact(client, argument(args, 0));
        if (!isInteractive(shell)) {
          await chatByLines(shell, client, contact);
          return undefined;
        }
        const home = shell.node.resolveHome(options.home, shell.env);
        const reconnect = async () => new ContractClient(await shell.node.connectToNode(home));
        await chatOnScreen(client, { shell, contact, reconnect });
        return undefined;
      });
    },
  });
}

const NO_DOCUMENT = () =>
  `A chat is no document. ${hint('history NAME --json')} prints what was said, ${hint('send NAME TEXT --json')} sends.`;
