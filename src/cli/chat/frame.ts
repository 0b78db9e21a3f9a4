// One full screen of the chat, as a pure function: heading, messages, notices and the text being typed.

import { safeText } from '../terminal.js';
import { clip, displayWidth, graphemes } from '../width.js';
import type { Editor } from './line-editor.js';

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface FrameContent {
  /** One line above everything. */
  readonly heading: string;
  /** The body, already wrapped; its end is shown unless scrolled. */
  readonly lines: readonly string[];
  /** How many lines of the body's end are scrolled away. */
  readonly scrolled: number;
  readonly editor: Editor;
}

export interface Frame {
  /** Exactly `height` lines of at most `width` columns. */
  readonly lines: readonly string[];
  /** Zero-based place of the cursor. */
  readonly cursor: { readonly row: number; readonly column: number };
}

const PROMPT = '> ';
const INDENT = '  ';

export function drawFrame(content: FrameContent, { width, height }: FrameSize): Frame {
  const typed = layOut(content.editor, width);
  const typedHeight = Math.min(typed.lines.length, Math.max(1, Math.floor(height / 3)));
  const firstTyped = Math.max(0, Math.min(typed.row - typedHeight + 1, typed.lines.length - typedHeight));
  const shownHeight = Math.max(0, height - typedHeight - 2);
  const body = visible(content, shownHeight);
  const empty = Array.from({ length: shownHeight - body.length }, () => '');
  const lines = [
    clip(content.heading, width),
    ...empty,
    ...body.map((line) => clip(line, width)),
    rule(content.scrolled, width),
    ...typed.lines.slice(firstTyped, firstTyped + typedHeight),
  ];
  const row = 2 + shownHeight + typed.row - firstTyped;
  return { lines: lines.slice(-height), cursor: { row: Math.min(row, height - 1), column: typed.column } };
}

/** Lines of the body while the typed text takes one line. */
export function bodyHeight({ height }: FrameSize): number {
  return Math.max(1, height - 3);
}

/** How far up one can scroll before the first line is at the top. */
export function maxScroll(lineCount: number, size: FrameSize): number {
  return Math.max(0, lineCount - bodyHeight(size));
}

function visible({ lines, scrolled }: FrameContent, shownHeight: number): readonly string[] {
  const end = Math.max(Math.min(shownHeight, lines.length), lines.length - scrolled);
  return lines.slice(Math.max(0, end - shownHeight), end);
}

function rule(scrolled: number, width: number): string {
  const label = scrolled > 0 ? ' more below: PgDn ' : '';
  return clip(label, width) + '─'.repeat(Math.max(0, width - displayWidth(label)));
}

interface Layout {
  readonly lines: string[];
  readonly row: number;
  readonly column: number;
}

/** The typed text broken at the edge, with the cursor's place. */
function layOut({ text, cursor }: Editor, width: number): Layout {
  const lines: string[] = [];
  let line = PROMPT;
  let used = PROMPT.length;
  let place: { row: number; column: number } | undefined;
  let index = 0;
  const breakLine = (): void => {
    lines.push(line);
    line = INDENT;
    used = INDENT.length;
  };
  for (const cluster of graphemes(text)) {
    const shown = cluster === '\n' ? '' : safeText(cluster);
    const columns = displayWidth(shown);
    if (used + columns >= width) breakLine();
    if (index === cursor) place = { row: lines.length, column: used };
    if (cluster === '\n') breakLine();
    line += shown;
    used += columns;
    index += cluster.length;
  }
  return { ...(place ?? { row: lines.length, column: used }), lines: [...lines, line] };
}
