import { encodeQR } from 'qr';

/** One path of unit squares, and the side length, quiet zone not included. */
export function qrPath(text: string): { readonly path: string; readonly side: number } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 0 });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  return { path, side: rows.length };
}
