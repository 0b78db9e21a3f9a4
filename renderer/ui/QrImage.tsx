import { useMemo } from 'react';
import { qrPath } from './qr-path.js';
import './identity.css';

const QUIET = 2;

/** Always dark on white: cameras expect it. */
export function QrImage({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, side } = useMemo(() => qrPath(text), [text]);
  const box = `${String(-QUIET)} ${String(-QUIET)} ${String(side + 2 * QUIET)} ${String(side + 2 * QUIET)}`;
  return (
    <svg className="qr" viewBox={box} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
