// Where a contact stands, in one true sentence: never a bare "offline".

import type { ContactRow, LinkRow } from '../../../src/contract/values.js';
import type { WordKey, WordParams } from '../../words/language.js';

export interface Standing {
  readonly key: WordKey;
  readonly params: WordParams;
  /** Colour of the dot beside it. */
  readonly look: 'up' | 'trying' | 'waiting';
  /** Trying now instead of waiting makes sense. */
  readonly mayTry: boolean;
}

interface Formats {
  readonly relative: (at: number) => string;
  readonly error: (link: LinkRow) => string;
}

export function standingOf(contact: ContactRow, link: LinkRow | undefined, formats: Formats): Standing {
  if (contact.state === 'blocked')
    return { key: 'standing.blocked', params: {}, look: 'waiting', mayTry: false };
  if (link?.refused === true)
    return { key: 'standing.refused', params: {}, look: 'waiting', mayTry: link.state === 'waiting' };
  const isPending = contact.state === 'requested';
  if (link?.state === 'up') {
    const key = isPending ? 'standing.waitsForAnswer' : 'standing.connected';
    return { key, params: {}, look: isPending ? 'trying' : 'up', mayTry: false };
  }
  const address = contact.addresses[0] ?? '';
  if (link?.state === 'dialling') {
    return {
      key: 'standing.calling',
      params: { address: link.address ?? address },
      look: 'trying',
      mayTry: false,
    };
  }
  if (link?.state === 'waiting' && link.nextAttemptAt !== null) {
    const params = { when: formats.relative(link.nextAttemptAt), why: link.error ? formats.error(link) : '' };
    return { key: link.error ? 'standing.failed' : 'standing.waits', params, look: 'waiting', mayTry: true };
  }
  const seen = link && link.lastSeenAt > 0 ? formats.relative(link.lastSeenAt) : '';
  if (contact.addresses.length === 0)
    return { key: 'standing.noAddress', params: {}, look: 'waiting', mayTry: false };
  return seen
    ? { key: 'standing.lastSeen', params: { seen }, look: 'waiting', mayTry: true }
    : { key: 'standing.notReached', params: {}, look: 'waiting', mayTry: true };
}
