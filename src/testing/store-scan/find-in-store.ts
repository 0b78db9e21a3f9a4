import type { DatabaseFile } from '../../adapters/sqlite/database.js';
import { type DecryptedPage, decryptedPages } from './decrypted-pages.js';

/**
 * Where these bytes stand in clear on any page, as `database page 7` or `log frame 31 (page 7)`; empty when they are gone.
 * Read while nobody writes.
 *
 * A text longer than a page is spread over several, so look for a short piece of it, repeated throughout. Full-text
 * indexes keep of a word only what differs from the word before it: a canary for them begins with letters no other word has.
 */
export function findInStore(file: DatabaseFile, wanted: string | Buffer): readonly string[] {
  return decryptedPages(file)
    .filter(({ content }) => content.includes(wanted))
    .map(placeOf);
}

function placeOf(page: DecryptedPage): string {
  if (page.in === 'database') return `database page ${page.place}`;
  return `log frame ${page.place} (page ${page.pageNumber})`;
}
