// Which offers are taken without asking: what the owner chose for a contact, and never a program.

import { fileKind, shownAs } from '../../base/file-kind.js';
import { fileExtension, safeFileName } from '../../base/file-name.js';
import type { FileRule } from '../ports/contact-store.js';

/** Small pictures are shown at once. */
export const FIRST_FILE_RULE: FileRule = { accept: 'images', mostBytes: 2_000_000 };

/** @param name as its sender gave it: what counts is the extension it is shown with */
export function isTakenByRule(
  { accept, mostBytes }: FileRule,
  { name, sizeBytes }: { readonly name: string; readonly sizeBytes: number },
): boolean {
  if (accept === 'ask' || sizeBytes > mostBytes) return false;
  const extension = fileExtension(safeFileName(name));
  return accept === 'images' ? shownAs(extension) === 'image' : fileKind(extension) !== 'program';
}
