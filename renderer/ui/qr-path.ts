import { encodeQR } from 'qr';

/** What the standard asks for around a code, in squares. */
const QUIET_SQUARES = 4;

/** One path of unit squares, and the side length with its quiet zone. */
export function qrPath(text: string): { readonly path: string; readonly side: number } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_SQUARES });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  return { path, side: rows.length };
}
