import { Fragment } from 'react';
import './identity.css';

export interface HitTextProps {
  readonly text: string;
  /** Places in the text, [start, end) in UTF-16 units, in order. */
  readonly hits: readonly (readonly [number, number])[];
  readonly cutBefore?: boolean;
  readonly cutAfter?: boolean;
}

/** A text with what was searched for marked in it. */
export function HitText({ text, hits, cutBefore = false, cutAfter = false }: HitTextProps) {
  return (
    <>
      {cutBefore && '…'}
      {hits.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(hits[index - 1]?.[1] ?? 0, start)}
          <mark className="hit">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(hits.at(-1)?.[1] ?? 0)}
      {cutAfter && '…'}
    </>
  );
}
