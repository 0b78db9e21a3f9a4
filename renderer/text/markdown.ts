// The light Markdown of messages as a tree: nothing in it is HTML or an address. What travels is the plain text.

import MarkdownIt, { type StateBlock, type StateCore, type StateInline, type Token } from 'markdown-it';

export type MarkKind = 'bold' | 'italic' | 'strike' | 'spoiler' | 'quote';

export type MarkdownNode =
  | { readonly kind: 'text' | 'code' | 'block-code'; readonly text: string }
  | { readonly kind: MarkKind; readonly children: readonly MarkdownNode[] };

const KINDS: Readonly<Record<string, MarkKind>> = {
  strong_open: 'bold',
  em_open: 'italic',
  s_open: 'strike',
  spoiler_open: 'spoiler',
  blockquote_open: 'quote',
};
const DEEPEST = 20;

const parser = new MarkdownIt('zero', { maxNesting: DEEPEST }).enable([
  'emphasis',
  'strikethrough',
  'backticks',
  'escape',
  'fence',
  'blockquote',
]);
parser.block.ruler.before('blockquote', 'too-many-quotes', tooManyQuotes);
parser.inline.ruler.at('text', words);
parser.inline.ruler.before('emphasis', 'spoiler', spoiler);
parser.inline.ruler.before('emphasis', 'address', address);
parser.core.ruler.push('open-end', openEnd);

/** As the parser counts lines; counted otherwise, each block would begin with all empty lines before it anew. */
const LINE_END = /\r\n?|\n/u;

/**
 * Line breaks and empty lines stay where they are.
 * @param isCut the text may go on behind its end: whatever it goes on with, what that would hide is hidden
 */
export function markdownTree(source: string, isCut = false): readonly MarkdownNode[] {
  return new Tree(source.split(LINE_END).length).of(parser.parse(source, { isCut }));
}

/** The text without its marks: for what must not be shown yet, and for screen readers. */
export function plainOf(nodes: readonly MarkdownNode[]): string {
  return nodes.map((node) => ('text' in node ? node.text : plainOf(node.children))).join('');
}

interface Open {
  readonly kind: MarkKind | undefined;
  readonly children: MarkdownNode[];
}

class Tree {
  #line = 0;

  constructor(private readonly lines: number) {}

  of(tokens: readonly Token[]): readonly MarkdownNode[] {
    const root: Open = { kind: undefined, children: [] };
    const stack: Open[] = [root];
    for (const token of tokens) {
      const { children } = stack.at(-1) ?? root;
      if (token.nesting >= 0 && token.map) this.#space(token.map, children);
      if (token.nesting > 0) stack.push({ kind: KINDS[token.type], children: [] });
      else if (token.nesting < 0) close(stack);
      else if (token.type === 'inline') children.push(...this.of(token.children ?? []));
      else if (token.type === 'code_inline') children.push({ kind: 'code', text: token.content });
      else if (token.type === 'fence')
        children.push({ kind: 'block-code', text: token.content.replace(/\n$/u, '') });
      else if (token.content !== '') children.push({ kind: 'text', text: token.content });
    }
    while (stack.length > 1) close(stack);
    return root.children;
  }

  /** The line breaks between this block and what stood before it. Blocks of their own begin a line anyway. */
  #space([start, end]: readonly [number, number], into: MarkdownNode[]): void {
    const before = into.at(-1);
    const isAfterBlock = before?.kind === 'quote' || before?.kind === 'block-code';
    const breaks = start - this.#line + (before && !isAfterBlock ? 1 : 0);
    if (before && breaks > 0) into.push({ kind: 'text', text: '\n'.repeat(breaks) });
    this.#line = Math.max(this.#line, Math.min(end, this.lines));
  }
}

/** Ends the innermost open mark; a paragraph is only its content. */
function close(stack: Open[]): void {
  const { kind, children } = stack.pop() ?? { kind: undefined, children: [] };
  stack.at(-1)?.children.push(...(kind === undefined ? children : [{ kind, children }]));
}

const QUOTE_MARK = '>';
/** Lines that the quotes of one text may look through; no text of a thousand lines needs more unless its quotes lie within quotes. */
const QUOTE_LINES = 1_000_000;
const linesLookedThrough = new WeakMap<StateBlock, number>();

/**
 * The parser looks for the end of a quote through all lines up to an empty one, even if the quote then ends after one of them,
 * so short quotes between other lines cost the square of their number. From where that gets too much, `>` stays as it is written.
 */
function tooManyQuotes(state: StateBlock, start: number, end: number): boolean {
  if (state.src.charAt(firstOf(state, start)) !== QUOTE_MARK) return false;
  const lines = linesLookedThrough.get(state) ?? 0;
  if (lines <= QUOTE_LINES) {
    let next = start + 1;
    while (next < end && !state.isEmpty(next)) next++;
    linesLookedThrough.set(state, lines + next - start);
    return false;
  }
  state.line = start + 1;
  const text = state.push('inline', '', 0);
  text.content = state.getLines(start, state.line, state.blkIndent, false).trim();
  text.map = [start, state.line];
  text.children = [];
  return true;
}

/** Where a line begins, its indent aside. */
function firstOf(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

const WORDS = /[^*_~`\\:|]+/uy;

/** All that cannot begin a mark; the parser's own rule does not stop at bars. */
function words(state: StateInline, isSilent: boolean): boolean {
  WORDS.lastIndex = state.pos;
  const found = WORDS.exec(state.src)?.[0].slice(0, state.posMax - state.pos);
  if (found === undefined) return false;
  if (!isSilent) state.pending += found;
  state.pos += found.length;
  return true;
}

const BAR = '||';

/** `||hidden until it is asked for||` */
function spoiler(state: StateInline, isSilent: boolean): boolean {
  const { pos, posMax, src } = state;
  if (!src.startsWith(BAR, pos)) return false;
  const end = src.indexOf(BAR, pos + BAR.length);
  if (end <= pos + BAR.length || end + BAR.length > posMax) return false;
  if (!isSilent) {
    state.push('spoiler_open', 'span', 1);
    state.pos = pos + BAR.length;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.push('spoiler_close', 'span', -1);
    state.posMax = posMax;
  }
  state.pos = end + BAR.length;
  return true;
}

/** Of a cut text: bars that its rest may close hide what stands behind them, up to the end. */
function openEnd(state: StateCore): void {
  if (state.env['isCut'] !== true) return;
  const last = state.tokens.findLast(({ type }) => type === 'inline');
  const lines = state.src.split('\n').length;
  // A last line that begins something else may still turn out to belong to the lines before it.
  if (!last?.children || !last.map || last.map[1] < lines - 1) return;
  const tokens = last.children;
  const from = tokens.findIndex((token, index) => mayHide(token, index === tokens.length - 1));
  const token = tokens[from];
  if (!token) return;
  const bars = token.type === 'text' ? token.content.indexOf(BAR) : 0;
  const before = new state.Token('text', '', 0);
  before.content = token.content.slice(0, bars);
  token.content = token.content.slice(bars);
  const [open, end] = [
    new state.Token('spoiler_open', 'span', 1),
    new state.Token('spoiler_close', 'span', -1),
  ];
  last.children = [...tokens.slice(0, from), before, open, token, end];
}

/** The backtick that ends the last code may be one of several, and end nothing. */
function mayHide({ type, content }: Token, isLast: boolean): boolean {
  return (type === 'text' || (type === 'code_inline' && isLast)) && content.includes(BAR);
}

const REST_OF_ADDRESS = /:\/\/[^\s<>"]*[^\s<>"*_~|)\].,!?]/uy;

/** Addresses stay as they are written, whatever characters they hold. */
function address(state: StateInline, isSilent: boolean): boolean {
  if (!state.src.startsWith('://', state.pos)) return false;
  if (!/(?:https?|kith)$/iu.test(state.pending.slice(-5))) return false;
  REST_OF_ADDRESS.lastIndex = state.pos;
  const rest = REST_OF_ADDRESS.exec(state.src)?.[0];
  if (rest === undefined || state.pos + rest.length > state.posMax) return false;
  if (!isSilent) state.pending += rest;
  state.pos += rest.length;
  return true;
}
