// Words that are searched for, marked in the messages that are drawn, without drawing anything anew.

import { type RefObject, useEffect } from 'react';
import { wordPlaces } from '../../text/word-places.js';

const NAME = 'search-hit';

/** @param text undefined: nothing is searched for */
export function useHitMarks(list: RefObject<HTMLElement | null>, text: string | undefined): void {
  useEffect(() => {
    if (!list.current || text === undefined || text.trim() === '') return;
    CSS.highlights.set(NAME, new Highlight(...rangesIn(list.current, text)));
  });
  useEffect(
    () => () => {
      CSS.highlights.delete(NAME);
    },
    [text],
  );
}

function rangesIn(list: HTMLElement, text: string): Range[] {
  const ranges: Range[] = [];
  for (const message of list.querySelectorAll('.bubble-text')) {
    const nodes = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      for (const [start, end] of wordPlaces(node.textContent ?? '', text)) {
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
