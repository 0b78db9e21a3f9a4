// Looks for damage in the store while the node goes on: nothing waits for it but live views, and those only for one check;
// what is deleted meanwhile leaves the log when that check is over.

import { STORE_CHECKS } from '../adapters/sqlite/integrity.js';
import type { CommandResult } from '../contract/commands.js';
import type { StoreProblems } from './reader/reader-client.js';

export async function checkStore(reader: StoreProblems): Promise<CommandResult<'checkStore'>> {
  const problems: string[] = [];
  for (const check of STORE_CHECKS) problems.push(...(await reader.problems(check)));
  return { ok: problems.length === 0, problems };
}
