import { renderUnicodeCompact } from 'uqr';
import { displayWidth } from './width.js';

/** A QR code drawn with half blocks, light on dark as a terminal shows it, one string a line; a word instead where it does not fit. */
export function qrLines(text: string, edge = Infinity): string[] {
  const lines = renderUnicodeCompact(text, { border: 2 }).split('\n');
  const width = Math.max(...lines.map(displayWidth));
  if (width <= edge) return lines;
  return [`(Make the window ${String(width)} columns wide to see the QR code.)`];
}
