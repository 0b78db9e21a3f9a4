import { Fragment, type ReactNode } from 'react';
import type { WordKey, WordParams } from './language.js';
import { useWords } from './use-words.js';

export interface SentenceProps {
  readonly of: WordKey;
  readonly params?: WordParams;
  /**
   * Put in place of the placeholders of these names: names of people, for instance, which are never part of a text. Words of
   * others are kept from turning the sentence around.
   */
  readonly parts: Readonly<Record<string, ReactNode>>;
}

/** Marks a placeholder in the translated text; no catalogue holds this character. */
const MARK = '\u{F8FF}';

/** A text with elements in it: one element itself, which a box that lays out its parts takes for one. */
export function Sentence({ of, params, parts }: SentenceProps) {
  const { t } = useWords();
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `${MARK}${name}${MARK}`]));
  const pieces = t(of, { ...params, ...marks }).split(MARK);
  return (
    <span>
      {pieces.map((piece, index) => (
        // Every second piece is a placeholder's name.
        <Fragment key={index}>
          {index % 2 === 1 ? drawn(parts[piece]) : behind(parts[pieces[index - 1] ?? ''], piece)}
        </Fragment>
      ))}
    </span>
  );
}

function drawn(part: ReactNode): ReactNode {
  return typeof part === 'string' ? <bdi>{part}</bdi> : part;
}

/** As in `words`: what has a full stop of its own ends the sentence too. */
function behind(part: ReactNode, piece: string): string {
  return typeof part === 'string' && part.endsWith('.') && piece.startsWith('.') ? piece.slice(1) : piece;
}
