// A reply begins with what it answers, quoted: text like any other, so that it is kept, undone and understood everywhere.

import { beforeHidden } from '../../text/spoilers.js';

const MOST_LINES = 3;
const MOST_CHARACTERS = 240;

/** Ends where the reply begins. What the quoted message quoted itself is left out. */
export function quotationOf(said: string): string {
  const own = said.replace(/^(?:>.*(?:\n|$))+\s*/u, '').trim();
  const lines = (own === '' ? said.trim() : own).split('\n');
  const first = lines.slice(0, MOST_LINES).join('\n');
  const cut = Array.from(first).slice(0, MOST_CHARACTERS).join('').trimEnd();
  const isCut = lines.length > MOST_LINES || cut !== first.trimEnd();
  const quoted = (isCut ? `${beforeHidden(cut).trimEnd()} …` : cut).split('\n').map((line) => `> ${line}`);
  return `${quoted.join('\n')}\n\n`;
}
