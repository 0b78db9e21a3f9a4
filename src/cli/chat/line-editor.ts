// Typing, as a pure function of state and key: several lines, pasted text, and characters of any width.

import { graphemes } from '../width.js';

export interface Editor {
  readonly text: string;
  /** UTF-16 index into the text, always between characters as a person sees them. */
  readonly cursor: number;
  /** What a bracketed paste has brought so far; null outside one. */
  readonly pasted: string | null;
}

/** A key as `node:readline` names it. */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

export type EditorAction = 'submit' | 'leave' | 'page-up' | 'page-down' | 'redraw' | null;

interface Edited {
  readonly editor: Editor;
  readonly action: EditorAction;
}

export const EMPTY_EDITOR: Editor = { text: '', cursor: 0, pasted: null };

export function editorWith(text: string): Editor {
  return { text, cursor: text.length, pasted: null };
}

export function pressKey(editor: Editor, typed: string | undefined, key: Key): Edited {
  if (key.name === 'paste-start') return stay({ ...editor, pasted: editor.pasted ?? '' });
  if (editor.pasted !== null) return paste(editor, editor.pasted, key);
  if (key.name === 'return')
    return key.meta === true ? stay(insert(editor, '\n')) : { editor, action: 'submit' };
  // Ctrl+J, for terminals that keep Alt+Enter for themselves.
  if (key.name === 'enter') return stay(insert(editor, '\n'));
  if (key.ctrl === true) return control(editor, key.name ?? '');
  if (key.meta === true) return stay(WORD_KEYS[key.name ?? '']?.(editor) ?? editor);
  const action = PAGE_KEYS[key.name ?? ''];
  if (action) return { editor, action };
  const move = KEYS[key.name ?? ''];
  if (move) return stay(move(editor));
  return stay(typed === undefined ? editor : insert(editor, printable(typed)));
}

function paste(editor: Editor, pasted: string, key: Key): Edited {
  if (key.name === 'paste-end') return stay(endPaste(editor, pasted));
  // A paste whose end was lost on the way would else swallow every key there is.
  if (key.ctrl === true && key.name === 'c') return { editor: endPaste(editor, pasted), action: 'leave' };
  return stay({ ...editor, pasted: pasted + (key.sequence ?? '') });
}

function endPaste(editor: Editor, pasted: string): Editor {
  // What is copied by whole lines ends with one that nobody means.
  return insert(
    { ...editor, pasted: null },
    printable(pasted.replace(/\r\n?/gu, '\n').replace(/(?<!\n)\n+$/u, '')),
  );
}

function control(editor: Editor, name: string): Edited {
  if (name === 'c' || (name === 'd' && editor.text === '')) return { editor, action: 'leave' };
  if (name === 'l') return { editor, action: 'redraw' };
  return stay(CONTROL_KEYS[name]?.(editor) ?? editor);
}

type Change = (editor: Editor) => Editor;

const deleteBack: Change = (editor) => removeBetween(editor, before(editor), editor.cursor);
const deleteWordBack: Change = (editor) => removeBetween(editor, wordBefore(editor), editor.cursor);
const deleteForward: Change = (editor) => removeBetween(editor, editor.cursor, after(editor));
const toLineStart: Change = (editor) => moveTo(editor, lineStart(editor));
const toLineEnd: Change = (editor) => moveTo(editor, lineEnd(editor));
const toWordStart: Change = (editor) => moveTo(editor, wordBefore(editor));
const toWordEnd: Change = (editor) => moveTo(editor, wordAfter(editor));

const KEYS: Readonly<Record<string, Change>> = {
  left: (editor) => moveTo(editor, before(editor)),
  right: (editor) => moveTo(editor, after(editor)),
  home: toLineStart,
  end: toLineEnd,
  backspace: deleteBack,
  delete: deleteForward,
  tab: (editor) => editor,
  escape: (editor) => editor,
};

const CONTROL_KEYS: Readonly<Record<string, Change>> = {
  a: toLineStart,
  e: toLineEnd,
  b: (editor) => moveTo(editor, before(editor)),
  f: (editor) => moveTo(editor, after(editor)),
  d: deleteForward,
  h: deleteBack,
  w: deleteWordBack,
  u: (editor) => removeBetween(editor, lineStart(editor), editor.cursor),
  k: (editor) => removeBetween(editor, editor.cursor, lineEnd(editor)),
  left: toWordStart,
  right: toWordEnd,
};

const WORD_KEYS: Readonly<Record<string, Change>> = {
  b: toWordStart,
  f: toWordEnd,
  left: toWordStart,
  right: toWordEnd,
  backspace: deleteWordBack,
};

const PAGE_KEYS: Readonly<Record<string, EditorAction>> = { pageup: 'page-up', pagedown: 'page-down' };

function stay(editor: Editor): Edited {
  return { editor, action: null };
}

function insert(editor: Editor, text: string): Editor {
  const { text: whole, cursor } = editor;
  return {
    ...editor,
    text: whole.slice(0, cursor) + text + whole.slice(cursor),
    cursor: cursor + text.length,
  };
}

function removeBetween(editor: Editor, from: number, to: number): Editor {
  return { ...editor, text: editor.text.slice(0, from) + editor.text.slice(to), cursor: from };
}

function moveTo(editor: Editor, cursor: number): Editor {
  return { ...editor, cursor };
}

function before({ text, cursor }: Editor): number {
  return cursor - (graphemes(text.slice(0, cursor)).at(-1)?.length ?? 0);
}

function after({ text, cursor }: Editor): number {
  return cursor + (graphemes(text.slice(cursor))[0]?.length ?? 0);
}

function wordBefore({ text, cursor }: Editor): number {
  return text.slice(0, cursor).replace(/(?<!\S)\S+\s*$|^\s+$/u, '').length;
}

function wordAfter({ text, cursor }: Editor): number {
  return cursor + (/^\s*\S*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}

function lineStart({ text, cursor }: Editor): number {
  return text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ text, cursor }: Editor): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}

/** Without control characters but newline and tab; all else the owner wants to send stays. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '');
}
