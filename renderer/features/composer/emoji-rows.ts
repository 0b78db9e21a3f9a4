// What the picker shows: lines of emoji, each group below its title.

import { EMOJI_GROUPS, type Emoji, type EmojiGroup } from './emoji.js';

export const COLUMNS = 8;

export type EmojiLine =
  | { readonly kind: 'title'; readonly group: EmojiGroup | 'recent' }
  | { readonly kind: 'emoji'; readonly emoji: readonly Emoji[] };

export interface EmojiRowsOptions {
  readonly recent: readonly Emoji[];
  /** Found for what was typed: one list, the closest first. */
  readonly found: readonly Emoji[] | undefined;
}

export function emojiLines(all: readonly Emoji[], { recent, found }: EmojiRowsOptions): readonly EmojiLine[] {
  if (found) return linesOf(found);
  const groups = EMOJI_GROUPS.map((group) => [group, all.filter((one) => one.group === group)] as const);
  return [['recent', recent] as const, ...groups]
    .filter(([, emoji]) => emoji.length > 0)
    .flatMap(([group, emoji]) => [{ kind: 'title', group } as const, ...linesOf(emoji)]);
}

function linesOf(emoji: readonly Emoji[]): readonly EmojiLine[] {
  return Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, line) => ({
    kind: 'emoji',
    emoji: emoji.slice(line * COLUMNS, (line + 1) * COLUMNS),
  }));
}

/** A place in the lines. */
export interface Cell {
  readonly line: number;
  readonly column: number;
}

/** Where a key leads from a cell; undefined: the key is for somebody else. */
export function moved(lines: readonly EmojiLine[], from: Cell, key: string): Cell | undefined {
  switch (key) {
    case 'ArrowRight':
      return cellAt(lines, { ...from, column: from.column + 1 }) ?? nextLine(lines, from, 1, 0);
    case 'ArrowLeft':
      return cellAt(lines, { ...from, column: from.column - 1 }) ?? nextLine(lines, from, -1, COLUMNS);
    case 'ArrowDown':
      return nextLine(lines, from, 1, from.column);
    case 'ArrowUp':
      return nextLine(lines, from, -1, from.column);
    default:
      return undefined;
  }
}

export function firstCell(lines: readonly EmojiLine[]): Cell | undefined {
  const line = lines.findIndex(({ kind }) => kind === 'emoji');
  return line < 0 ? undefined : { line, column: 0 };
}

export function emojiAt(lines: readonly EmojiLine[], { line, column }: Cell): Emoji | undefined {
  const found = lines[line];
  return found?.kind === 'emoji' ? found.emoji[column] : undefined;
}

function cellAt(lines: readonly EmojiLine[], cell: Cell): Cell | undefined {
  return emojiAt(lines, cell) ? cell : undefined;
}

/** The nearest line of emoji in a direction; at the end one stays. */
function nextLine(lines: readonly EmojiLine[], from: Cell, step: 1 | -1, column: number): Cell {
  for (let line = from.line + step; line >= 0 && line < lines.length; line += step) {
    const found = lines[line];
    if (found?.kind === 'emoji') return { line, column: Math.min(column, found.emoji.length - 1) };
  }
  return from;
}
