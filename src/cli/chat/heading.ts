// The line above a chat: with whom it is, what becomes of what is written, and what they do just now.

import type { Shell } from '../shell.js';
import { activityWords, linkSentence } from '../state-words.js';
import { safeLine } from '../terminal.js';
import type { Conversation } from './conversation.js';

/** Why the node cannot be asked. */
export type Away = 'stopped' | 'locked';

export function headingOf(conversation: Conversation, away: Away | undefined, shell: Shell): string {
  const { activity, contact } = conversation;
  const doing = away ? '' : activityWords(activity);
  return [`${safeLine(contact.name)}: ${standing(conversation, away, shell)}`, doing]
    .filter(Boolean)
    .join(' · ');
}

function standing({ contact, link }: Conversation, away: Away | undefined, shell: Shell): string {
  if (away) return `your node ${away === 'stopped' ? 'has stopped' : 'is locked'}`;
  if (contact.state === 'frozen') return 'nothing is sent until you decide about a new key';
  return linkSentence(link, shell);
}
