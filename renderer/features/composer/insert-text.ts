import type { Edit } from './formats.js';

/** As if it were typed: the field's own undo takes it back. */
export function applyEdit(field: HTMLTextAreaElement, { start, end, text, from, to }: Edit): void {
  field.focus();
  field.setSelectionRange(start, end);
  // The only insertion that the chain of undo takes notice of.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing has taken its place for text fields
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
  field.setSelectionRange(from, to);
}

/** In place of what is selected. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  const { selectionStart: start, selectionEnd: end } = field;
  applyEdit(field, { start, end, text, from: start + text.length, to: start + text.length });
}
