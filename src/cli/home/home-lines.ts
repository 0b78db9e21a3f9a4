// What the home screen says: who you are, who wrote, who asks. A pure function of rows and width.

import type { ContactRow, ConversationRow, RequestRow, SelfValue } from '../../contract/values.js';
import { GONE_WORDS, TICKS } from '../chat/message-lines.js';
import { groupsOfFive } from '../fingerprint.js';
import { CONTACT_STATE_WORDS } from '../state-words.js';
import { systemSentence } from '../system-words.js';
import { safeLine } from '../terminal.js';
import { count } from '../when.js';
import { clip, displayWidth, padEnd, wrap } from '../width.js';

export interface HomeContent {
  readonly self: SelfValue;
  readonly people: readonly Person[];
  readonly requests: readonly RequestRow[];
  /** What to know about a node that was running already. */
  readonly joined?: string | undefined;
}

interface Person {
  readonly contact: ContactRow;
  readonly conversation: ConversationRow | undefined;
}

const MAX_NAME_COLUMNS = 24;

/** Contacts with their conversations, the latest first: the order of the numbers on the screen. */
export function peopleOf(
  contacts: readonly ContactRow[],
  conversations: readonly ConversationRow[],
): Person[] {
  const byContact = new Map(conversations.map((conversation) => [conversation.contactId, conversation]));
  return contacts
    .filter(({ state }) => state !== 'blocked')
    .map((contact) => ({ contact, conversation: byContact.get(contact.id) }))
    .toSorted((a, b) => lastAt(b) - lastAt(a) || a.contact.name.localeCompare(b.contact.name));
}

const WITHOUT_ADDRESS =
  'It does not say where you are, so nobody can call you with it: i tells what to do about that.';

export function homeLines({ self, people, requests, joined }: HomeContent, width: number): string[] {
  return [
    ...(joined === undefined ? [] : wrap(joined, width)),
    '',
    `Fingerprint  ${groupsOfFive(self.fingerprint)}`,
    // Whole, however long: it is there to be copied.
    ...wrap(`Link         ${safeLine(self.link)}`, width),
    ...(self.addresses.length === 0 ? wrap(WITHOUT_ADDRESS, width) : []),
    '',
    ...(requests.length === 0 ? [] : [`! ${count(requests.length, 'request')} waiting: r`, '']),
    ...peopleLines(people, width),
    '',
    ...wrap('A number to chat, a add, i invite, r requests, s status, q quit; then Enter', width),
  ];
}

function peopleLines(people: readonly Person[], width: number): string[] {
  if (people.length === 0) {
    return [
      'No contacts yet.',
      ...wrap('i shows the link to give to a friend, a adds a friend whose address or link you have.', width),
    ];
  }
  const names = people.map(({ contact }) => clip(safeLine(contact.name), MAX_NAME_COLUMNS));
  const nameColumns = Math.max(...names.map(displayWidth));
  return people.map((person, index) => {
    const number = String(index + 1).padStart(2);
    return clip(`${number}  ${padEnd(names[index] ?? '', nameColumns)}  ${preview(person)}`, width);
  });
}

function preview({ contact, conversation }: Person): string {
  const unread = conversation && conversation.unread > 0 ? `(${String(conversation.unread)} new) ` : '';
  if (contact.state !== 'approved') return unread + CONTACT_STATE_WORDS[contact.state];
  if (conversation && conversation.draft !== '') return `${unread}Draft: ${safeLine(conversation.draft)}`;
  const last = conversation?.last;
  if (!last) return unread;
  if (last.system)
    return unread + systemSentence(last.system.code, last.system.params, safeLine(contact.name));
  const text = previewText(last);
  return last.direction === 'out' ? `${unread}You: ${text}${TICKS[last.state]}` : unread + text;
}

function previewText(last: NonNullable<ConversationRow['last']>): string {
  const gone = GONE_WORDS[last.state];
  if (gone !== undefined) return gone;
  return last.kind === 'unknown' ? 'needs a newer Kith' : safeLine(last.text);
}

function lastAt({ contact, conversation }: Person): number {
  return conversation?.last?.receivedAt ?? contact.since;
}
