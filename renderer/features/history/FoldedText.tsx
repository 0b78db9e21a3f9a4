import { useState } from 'react';
import { beforeHidden } from '../../text/spoilers.js';
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
  const folded = foldOf(text, hasMore);
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

/** Ends at a line or a word, never inside of a character or of what is hidden. */
function foldOf(text: string, hasMore: boolean): string {
  const lines = text.split('\n').slice(0, LINES).join('\n');
  const cut = lines.length <= CHARACTERS ? lines : cutOf(lines.slice(0, CHARACTERS));
  return hasMore || cut !== text ? beforeHidden(cut) : text;
}

function cutOf(text: string): string {
  const space = text.lastIndexOf(' ');
  return space > CHARACTERS / 2 ? text.slice(0, space) : text.replace(/[\uD800-\uDBFF]$/u, '');
}
