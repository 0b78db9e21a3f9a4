import { useState } from 'react';
import { MarkedText } from '../../ui/MarkedText.js';
import { useWords } from '../../words/use-words.js';
import { MessageText } from './MessageText.js';

export interface FoldedTextProps {
  readonly text: string;
  /** There is more than `text`, in the node. */
  readonly hasMore: boolean;
  readonly loadWhole: () => Promise<string | undefined>;
  readonly onOpenLink: (url: string) => void;
}

const LINES = 20;
const CHARACTERS = 1_600;

/** The first twenty lines, and the rest on request. */
export function FoldedText({ text, hasMore, loadWhole, onOpenLink }: FoldedTextProps) {
  const { t } = useWords();
  const [whole, setWhole] = useState<string>();
  const folded = foldOf(text);
  const isFolded = whole === undefined && (hasMore || folded !== text);
  const unfold = async () => {
    setWhole(hasMore ? await loadWhole() : text);
  };
  return (
    <>
      <MarkedText
        text={isFolded ? folded : (whole ?? text)}
        draw={(part) => <MessageText text={part} onOpenLink={onOpenLink} />}
      />
      {isFolded && (
        <>
          {'… '}
          <button type="button" className="text-button" onClick={() => void unfold()}>
            {t('message.readMore')}
          </button>
        </>
      )}
    </>
  );
}

/** Ends at a line or a word, never inside of a character. */
function foldOf(text: string): string {
  const lines = text.split('\n').slice(0, LINES).join('\n');
  if (lines.length <= CHARACTERS) return lines;
  const cut = lines.slice(0, CHARACTERS);
  const space = cut.lastIndexOf(' ');
  return space > CHARACTERS / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/u, '');
}
