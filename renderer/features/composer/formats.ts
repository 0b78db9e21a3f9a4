// Marks of light Markdown put around what is selected, or taken off again.

export const FORMATS = ['bold', 'italic', 'strike', 'code', 'quote', 'spoiler'] as const;
export type Format = (typeof FORMATS)[number];

/** Replaces [start, end) by `text`; afterwards [from, to) is selected. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const MARKS: Readonly<Record<Exclude<Format, 'quote' | 'code'>, string>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  spoiler: '||',
};
const FENCE = '```';

export function formatted(text: string, start: number, end: number, format: Format): Edit {
  if (format === 'quote') return quoted(text, start, end);
  if (format === 'code') return coded(text, start, end);
  return wrapped(text, start, end, MARKS[format]);
}

function wrapped(text: string, start: number, end: number, mark: string): Edit {
  // A mark beside a space marks nothing.
  const selected = text.slice(start, end);
  const from = start + (selected.length - selected.trimStart().length);
  const to = Math.max(from, end - (selected.length - selected.trimEnd().length));
  const inside = text.slice(from, to);
  const size = mark.length;
  if (inside.length > 2 * size && inside.startsWith(mark) && inside.endsWith(mark)) {
    const bare = inside.slice(size, -size);
    return { start: from, end: to, text: bare, from, to: from + bare.length };
  }
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark && from >= size)
    return { start: from - size, end: to + size, text: inside, from: from - size, to: to - size };
  return { start: from, end: to, text: mark + inside + mark, from: from + size, to: to + size };
}

function coded(text: string, start: number, end: number): Edit {
  const inside = text.slice(start, end);
  if (!inside.includes('\n')) return wrapped(text, start, end, '`');
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const after = end < text.length && text[end] !== '\n' ? '\n' : '';
  const opening = `${before}${FENCE}\n`;
  const closing = `${inside.endsWith('\n') ? '' : '\n'}${FENCE}${after}`;
  const from = start + opening.length;
  return { start, end, text: opening + inside + closing, from, to: from + inside.length };
}

/** Whole lines, whatever part of them is selected. */
function quoted(text: string, start: number, end: number): Edit {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', Math.max(start, end - 1));
  const last = next < 0 ? text.length : next;
  const lines = text.slice(first, last).split('\n');
  const isQuoted = lines.every((line) => line.startsWith('>'));
  const changed = lines.map((line) => (isQuoted ? line.replace(/^> ?/u, '') : `> ${line}`)).join('\n');
  return { start: first, end: last, text: changed, from: first, to: first + changed.length };
}
