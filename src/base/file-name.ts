// What a stranger calls a file never becomes more than a name: one visible word of one folder, on any system, whatever it
// was made of (SECURITY ).

import { utf8 } from './bytes.js';

const NAME_MAX_BYTES = 120;
/** Kept whole when a long name is cut. */
const EXTENSION_MAX_BYTES = 20;
const NAMELESS = 'file';

/** Control characters, marks that turn or hide text, and what file systems give a meaning to. */
const FORBIDDEN = /[\p{Cc}\p{Surrogate}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff/\\:*?"<>|]/gu;
/** Device names of Windows, with any extension; superscript digits count as digits there. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/iu;

/** The name to show and to save under. Applied to its own result it changes nothing. */
export function safeFileName(given: string): string {
  const plain = trimmed(given.normalize('NFC').replaceAll(FORBIDDEN, '')).normalize('NFC');
  const cut = trimmed(withinBytes(plain));
  if (cut === '') return NAMELESS;
  const stem = cut.split('.', 1)[0] ?? '';
  return DEVICE.test(stem.trim()) ? withinBytes(`_${cut}`) : cut;
}

/** The last part of a safe name, in lower case without the dot; empty when there is none. */
export function fileExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** The name for the n-th file of that name in one folder: "a.txt", "a (2).txt", "a (3).txt". */
export function numberedName(name: string, count: number): string {
  if (count <= 1) return name;
  const extension = extensionOf(name);
  return `${name.slice(0, name.length - extension.length)} (${String(count)})${extension}`;
}

/** Windows drops dots and spaces at the end; at the beginning they hide a file or look like nothing. */
function trimmed(name: string): string {
  return name.replaceAll(/^[\s.]+|(?<![\s.])[\s.]+$/gu, '');
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  return utf8(extension).length <= EXTENSION_MAX_BYTES ? extension : '';
}

function withinBytes(name: string): string {
  if (utf8(name).length <= NAME_MAX_BYTES) return name;
  const extension = extensionOf(name);
  let left = NAME_MAX_BYTES - utf8(extension).length;
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    left -= utf8(character).length;
    if (left < 0) break;
    stem += character;
  }
  return trimmed(stem) + extension;
}
