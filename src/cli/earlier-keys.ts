// What was said to a contact under a key it had before is a conversation of its own; its id names it.

import type { ContractClient } from '../contract/client.js';
import { shownId } from './find-contact.js';
import { hint } from './program-name.js';
import { listFormer } from './session.js';

/** The command that shows what was said under the key. */
export function historyHint(nodeIdText: string): string {
  return hint(`history ${shownId(nodeIdText)}`);
}

/** One line that says where the earlier messages of the contact are; none when nothing is left under another key. */
export async function earlierKeysLines(client: ContractClient, contactId: string): Promise<string[]> {
  const former = await listFormer(client);
  const keys = former.filter(({ successorId }) => successorId === contactId);
  if (keys.length === 0) return [];
  const commands = keys.map(({ nodeIdText }) => historyHint(nodeIdText)).join(', ');
  return [`What was said under the key before: ${commands}.`];
}
