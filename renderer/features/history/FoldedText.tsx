import { useMemo, useState } from 'react';
import { foldedTree } from '../../text/folded-tree.js';
import { markdownTree } from '../../text/markdown.js';
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

/** The first twenty lines, and the rest on request. */
export function FoldedText({ text, hasMore, loadWhole, onOpenLink }: FoldedTextProps) {
  const { t } = useWords();
  const [whole, setWhole] = useState<string>();
  const here = useMemo(() => markdownTree(text, hasMore), [text, hasMore]);
  const unfolded = useMemo(() => (whole === undefined ? undefined : markdownTree(whole)), [whole]);
  const folded = useMemo(() => foldedTree(here), [here]);
  const isFolded = unfolded === undefined && (hasMore || folded !== undefined);
  const unfold = async () => {
    setWhole(hasMore ? await loadWhole() : text);
  };
  return (
    <>
      <MarkedText
        nodes={unfolded ?? folded ?? here}
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
