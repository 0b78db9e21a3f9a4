// What a search found, as it is listed: people, then messages, the newest first.

import type { ContactRow, SearchRow } from '../../../src/contract/values.js';

export type FoundPerson = Exclude<SearchRow, { kind: 'message' }>;
export type FoundMessage = Extract<SearchRow, { kind: 'message' }>;

export interface FoundGroups {
  /** Contacts, then chats with who is none any more. */
  readonly people: readonly FoundPerson[];
  readonly messages: readonly FoundMessage[];
}

export function foundGroups(rows: readonly SearchRow[]): FoundGroups {
  return {
    people: rows.filter((row) => row.kind !== 'message'),
    messages: rows.filter((row) => row.kind === 'message'),
  };
}

/** Whom a conversation is with, as far as the owner knows them now. */
export type Whose = (conversationId: string) => Pick<ContactRow, 'name' | 'nodeId'> | undefined;
