// What a line that begins with a slash means in a chat.

import { safetyLines } from '../commands/verify.js';
import { safeLine } from '../terminal.js';
import type { Conversation } from './conversation.js';

/** Whether the text is a command and not a message; `//` begins a message with a slash. */
export function isSlashCommand(text: string): boolean {
  return /^\/[a-z]+\s*$/u.test(text);
}

export function isKnownCommand(text: string): boolean {
  return ['/quit', '/retry', '/verify', '/help'].includes(text.trim());
}

export function noSuchCommand(text: string): string {
  return `There is no command ${safeLine(text).trim()}, and it was not sent. /help lists them; // begins a message with a slash.`;
}

/** The text to send for what was typed. */
export function messageOf(text: string): string {
  return text.startsWith('//') ? text.slice(1) : text;
}

/** What the command has to say, or 'quit'. */
export async function runSlashCommand(
  typed: string,
  conversation: Conversation,
): Promise<readonly string[] | 'quit'> {
  switch (typed.trim()) {
    case '/quit':
      return 'quit';
    case '/retry':
      return [await conversation.retry()];
    case '/verify': {
      const { id, name } = conversation.contact;
      return safetyLines(
        safeLine(name),
        await conversation.client.call('safetyNumber', { contactId: id }),
        0,
      );
    }
    case '/help':
      return HELP;
    default:
      return [noSuchCommand(typed)];
  }
}

const HELP = [
  '/help    this list',
  '/quit    leave the chat (Ctrl+C too); what you were typing is kept',
  '/retry   send the failed message again, or call their node now',
  '/verify  show the safety number to compare',
  'Alt+Enter begins a new line, PgUp and PgDn scroll.',
  '· queued  → kept by another node  ✓ delivered  ✓✓ read  ! failed',
];
