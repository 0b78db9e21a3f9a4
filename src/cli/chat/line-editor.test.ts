import { describe, expect, it } from 'vitest';
import { type Editor, EMPTY_EDITOR, editorWith, type Key, pressKey } from './line-editor.js';

function type(editor: Editor, text: string): Editor {
  return Array.from(text).reduce(
    (state, character) => press(state, { sequence: character }, character),
    editor,
  );
}

function press(editor: Editor, key: Key, typed?: string): Editor {
  return pressKey(editor, typed, key).editor;
}

function paste(editor: Editor, text: string): Editor {
  let state = press(editor, { name: 'paste-start' });
  for (const character of text) {
    const name = character === '\r' ? 'return' : character === '\n' ? 'enter' : undefined;
    state = press(state, { name, sequence: character }, character);
  }
  return press(state, { name: 'paste-end' });
}

describe('typing', () => {
  it('deletes and crosses what a person sees as one character', () => {
    const family = type(EMPTY_EDITOR, 'a👨‍👩‍👧日');
    expect(press(family, { name: 'backspace' }).text).toBe('a👨‍👩‍👧');
    expect(press(press(family, { name: 'backspace' }), { name: 'backspace' }).text).toBe('a');
    const inside = press(press(family, { name: 'left' }), { name: 'left' });
    expect(inside.cursor).toBe(1);
    expect(press(inside, { name: 'delete' }).text).toBe('a日');
    expect(press(inside, { name: 'right' }).cursor).toBe(1 + '👨‍👩‍👧'.length);
  });

  it('sends with Enter and begins a line with Alt+Enter or Ctrl+J', () => {
    const hello = type(EMPTY_EDITOR, 'hi');
    expect(pressKey(hello, '\r', { name: 'return' }).action).toBe('submit');
    expect(press(hello, { name: 'return', meta: true }).text).toBe('hi\n');
    expect(press(hello, { name: 'enter' }, '\n').text).toBe('hi\n');
  });

  it('takes several pasted lines as text and sends none of them', () => {
    const pasted = paste(type(EMPTY_EDITOR, '> '), 'one\r\ntwo\rthree\nfour\r\n\n');
    expect(pasted).toEqual({ text: '> one\ntwo\nthree\nfour', cursor: 20, pasted: null });
  });

  it('takes no control characters out of a paste', () => {
    expect(paste(EMPTY_EDITOR, 'a\u001b[2J\u0007b').text).toBe('a[2Jb');
  });

  it('leaves with Ctrl+C a paste whose end was lost, and keeps its text', () => {
    const open = type(press(editorWith('> '), { name: 'paste-start' }), 'half');
    expect(pressKey(open, undefined, { name: 'c', ctrl: true, sequence: '\u0003' })).toEqual({
      editor: editorWith('> half'),
      action: 'leave',
    });
  });

  it('loses nothing of a paste whose end was lost when another one follows', () => {
    const open = type(press(EMPTY_EDITOR, { name: 'paste-start' }), 'one ');
    expect(paste(open, 'two')).toEqual(editorWith('one two'));
  });

  it('moves by words and lines', () => {
    const text = editorWith('one two\nthree four');
    expect(press(text, { name: 'left', ctrl: true }).cursor).toBe(14);
    expect(press(text, { name: 'b', meta: true }).cursor).toBe(14);
    expect(press(text, { name: 'home' }).cursor).toBe(8);
    expect(press({ ...text, cursor: 0 }, { name: 'end' }).cursor).toBe(7);
    expect(press({ ...text, cursor: 0 }, { name: 'f', meta: true }).cursor).toBe(3);
    expect(press(text, { name: 'w', ctrl: true }).text).toBe('one two\nthree ');
    expect(press(text, { name: 'u', ctrl: true }).text).toBe('one two\n');
    expect(press({ ...text, cursor: 8 }, { name: 'k', ctrl: true }).text).toBe('one two\n');
  });

  it('leaves with Ctrl+C always and Ctrl+D only when nothing is typed', () => {
    expect(pressKey(editorWith('x'), undefined, { name: 'c', ctrl: true }).action).toBe('leave');
    expect(pressKey(EMPTY_EDITOR, undefined, { name: 'd', ctrl: true }).action).toBe('leave');
    expect(pressKey(editorWith('x'), undefined, { name: 'd', ctrl: true }).action).toBeNull();
  });

  it('scrolls by pages and ignores keys it does not know', () => {
    expect(pressKey(EMPTY_EDITOR, undefined, { name: 'pageup' }).action).toBe('page-up');
    expect(pressKey(EMPTY_EDITOR, undefined, { name: 'f7' })).toEqual({ editor: EMPTY_EDITOR, action: null });
    expect(press(EMPTY_EDITOR, { name: 'tab' }, '\t')).toEqual(EMPTY_EDITOR);
  });
});
