import { renderUnicodeCompact } from 'uqr';

/** A QR code drawn with half blocks, light on dark as a terminal shows it, one string a line. */
export function qrLines(text: string): string[] {
  return renderUnicodeCompact(text, { border: 2 }).split('\n');
}
