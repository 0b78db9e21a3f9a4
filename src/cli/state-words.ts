// States of contacts, links and messages in words a person would use.

import type { ActivityRow, ContactRow, LinkRow, MessageRow } from '../contract/values.js';
import { safeLine } from './terminal.js';
import { ago, until } from './when.js';
import { errorSentence } from './words.js';

export const CONTACT_STATE_WORDS: Record<ContactRow['state'], string> = {
  requested: 'waiting for their answer',
  approved: 'approved',
  frozen: 'new key: decide under requests',
  blocked: 'blocked',
};

export const TRUST_WORDS: Record<ContactRow['trust'], string> = {
  address: 'not compared',
  link: 'came by link',
  introduced: 'introduced',
  compared: 'compared',
};

const MESSAGE_STATE_WORDS: Record<MessageRow['state'], string> = {
  queued: 'queued here; it leaves as soon as their node can take it',
  relayed: 'kept for them by another node',
  delivered: 'delivered to their node',
  read: 'read',
  failed: 'failed',
  withdrawn: 'taken back',
  moved: 'went on to the new key',
  received: 'received',
};

/** The state of a message, with the reason when it waits or failed. */
export function messageStateSentence({ state, reason }: Pick<MessageRow, 'state' | 'reason'>): string {
  const words = MESSAGE_STATE_WORDS[state];
  return reason ? `${words}: ${errorSentence(reason)}` : `${words}.`;
}

/** What a contact does just now; '' when that is not known. */
export function activityWords(activity: ActivityRow | undefined): string {
  if (activity?.typing === true) return 'typing…';
  if (!activity?.presence) return '';
  return activity.presence === 'active' ? 'there' : 'away';
}

/** Whether the contact's node is connected, and if not, why and what happens next. */
export function linkSentence(link: LinkRow | undefined, clock: Parameters<typeof ago>[1]): string {
  if (!link) return 'not connected';
  // Whoever has an address is dialled.
  if (link.state === 'off') return 'not connected; no address of theirs is known here, so only they can call';
  if (link.refused)
    return 'their node answers and takes nothing from you; they may have removed or blocked you';
  if (link.state === 'up') return `connected${link.address === null ? '' : ` (${safeLine(link.address)})`}`;
  const reason = link.error ? ` ${errorSentence(link.error)}` : '';
  const seen = link.lastSeenAt > 0 ? `, last heard of ${ago(link.lastSeenAt, clock)}` : '';
  if (link.state === 'dialling') return `calling${seen}.${reason}`;
  const next =
    link.nextAttemptAt === null ? 'waiting for them' : `next try ${until(link.nextAttemptAt, clock)}`;
  return `not connected${seen}; ${next}.${reason}`;
}
