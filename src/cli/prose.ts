// Lines for a person, broken between words where the terminal ends. What one copies, such as a link, is never broken.

import { edgeOf, type Output } from './shell.js';
import { displayWidth } from './width.js';

/** A label with the spaces that align what follows it, such as `Link         `. */
const LABEL = /^\S[^ ]*(?: [^ ]+)? {2,}/u;
/** A command in backquotes is copied whole, like a link. */
const WORDS = /[^\s`]*`[^`]*`\S*|\S+/gu;
const INDENT = /^ */u;
/** Beyond this share of the width, a label's column is too far right to hang further lines from. */
const MAX_HANG = 0.5;

/** The lines as they fit the terminal; as they are where there is none, for programs. */
export function foldedFor(output: Output, lines: readonly string[]): string[] {
  const width = edgeOf(output);
  return lines.flatMap((line) => fold(line, width));
}

function fold(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => (displayWidth(line) <= width ? [line] : foldLine(line, width)));
}

function foldLine(line: string, width: number): string[] {
  const label = LABEL.exec(line)?.[0] ?? INDENT.exec(line)?.[0] ?? '';
  const hang = ' '.repeat(label.length <= width * MAX_HANG ? label.length : 2);
  const lines: string[] = [];
  let current = label;
  let isEmpty = true;
  for (const word of line.slice(label.length).match(WORDS) ?? []) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    if (displayWidth(next) <= width || (isEmpty && lines.length > 0)) current = next;
    else {
      if (current.trim() !== '') lines.push(current.trimEnd());
      current = hang + word;
    }
    isEmpty = false;
  }
  return [...lines, current];
}
