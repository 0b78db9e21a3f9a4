// What a person cannot read whole on a page, and what is said in no catalogue's words. Looked for in the page itself.

import type { Page } from 'playwright-core';

/** One line of a list that stands for what is elsewhere in full. */
const SHORTENED = '.row-preview, .row-name, .found, .standing, .emoji-name';

interface Sight {
  /** A selector of what is to be looked at. */
  readonly within?: string;
  /** Selectors of what else ends in an ellipsis on purpose. */
  readonly alsoShortened?: string;
}

/** Texts that stick out of what shows them, each with the element that cuts. */
export function cutTexts(
  page: Page,
  { within = 'body', alsoShortened }: Sight = {},
): Promise<readonly string[]> {
  const shortened = [SHORTENED, ...(alsoShortened === undefined ? [] : [alsoShortened])].join(', ');
  return page.evaluate<string[]>(`(${CUT})(${JSON.stringify(shortened)}, ${JSON.stringify(within)})`);
}

/** Visible texts and names of controls without the brackets the pseudo-language puts around its own. @param ofOthers selectors of what others wrote */
export function foreignTexts(page: Page, ofOthers: string): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(${FOREIGN})(${JSON.stringify(ofOthers)})`);
}

/** As text: it runs in the page. Sticking out by less than two pixels is rounding. */
const CUT = `(shortened, within) => {
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const cuts = (style) => /hidden|clip/.test(style);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    if (text === '' || parent.closest('.visually-hidden, script, style, ' + shortened)) continue;
    if (!parent.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const range = document.createRange();
    // A space at the end of a line hangs out of it.
    range.setStart(walker.currentNode, walker.currentNode.data.search(/\\S/));
    range.setEnd(walker.currentNode, walker.currentNode.data.trimEnd().length);
    const all = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (all.length === 0) continue;
    const box = {
      left: Math.min(...all.map((rect) => rect.left)), right: Math.max(...all.map((rect) => rect.right)),
      top: Math.min(...all.map((rect) => rect.top)), bottom: Math.max(...all.map((rect) => rect.bottom)),
    };
    let scrolls = false;
    for (let at = parent; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      const place = at.getBoundingClientRect();
      const isWider = box.left < place.left - 2 || box.right > place.right + 2;
      const isHigher = box.top < place.top - 2 || box.bottom > place.bottom + 2;
      const name = at.className || at.tagName;
      if (isWider && cuts(style.overflowX)) found.add(text.slice(0, 40) + ' | sideways by ' + name);
      if (isHigher && cuts(style.overflowY)) found.add(text.slice(0, 40) + ' | up or down by ' + name);
      // What can be scrolled to is not cut.
      if (/auto|scroll/.test(style.overflowY) && isHigher) { scrolls = true; break; }
      if (/auto|scroll/.test(style.overflowX) && isWider) { scrolls = true; break; }
      if (style.position === 'fixed') break;
    }
    if (!scrolls && (box.left < -2 || box.right > innerWidth + 2))
      found.add(text.slice(0, 40) + ' | sideways by the window');
  }
  return [...found];
}`;

const FOREIGN = `(ofOthers) => {
  const OURS = /[[\\]]/;
  const found = new Set();
  const look = (text, from) => {
    // Two letters of an alphabet that dates and friends of this language do not write with.
    if (/[A-Za-z]{2}/.test(text) && !OURS.test(text)) found.add(from + ': ' + text.trim().slice(0, 80));
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element.closest('script, style, ' + ofOthers)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.hasAttribute(name)) look(element.getAttribute(name), name);
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text = own.map(({ textContent }) => textContent).join('');
    // A sentence around an element is one text.
    if (text.trim() !== '' && !OURS.test(element.parentElement?.textContent ?? '')) look(text, element.tagName);
  }
  return [...found];
}`;
