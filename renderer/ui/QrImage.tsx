import { useMemo } from 'react';
import { qrPath } from './qr-path.js';
import './identity.css';

/** Always dark on white: cameras expect it. */
export function QrImage({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, side } = useMemo(() => qrPath(text), [text]);
  const box = `0 0 ${String(side)} ${String(side)}`;
  return (
    <svg className="qr" viewBox={box} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
