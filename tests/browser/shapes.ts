// What is told by a background alone, and so by nothing where the system forces its colours. Looked for in the page itself.

import type { Page } from 'playwright-core';

/**
 * Elements that show something by their own background and lose it, by their classes.
 * @param within a selector of what is to be looked at
 */
export async function lostShapes(page: Page, within = 'body'): Promise<readonly string[]> {
  await page.evaluate(`(${MARK})(document.querySelector('${within}'))`);
  await page.emulateMedia({ forcedColors: 'active' });
  const lost = await page.evaluate<string[]>(LOST);
  await page.emulateMedia({ forcedColors: 'none' });
  return lost;
}

/** As text: it runs in the page. What has words or a picture in it is seen without its background. */
const MARK = `(within) => {
 for (const marked of document.querySelectorAll('[data-tells]')) marked.removeAttribute('data-tells');
 for (const element of within.querySelectorAll('*')) {
  const style = getComputedStyle(element);
  const place = element.getBoundingClientRect();
  if (place.width === 0 || place.height === 0 || !element.checkVisibility({ checkOpacity: true })) continue;
  const isFilled = !/^rgba\\(.*, 0\\)$|transparent/.test(style.backgroundColor);
  const hasContent = element.textContent.trim() !== '' || element.querySelector('svg, img, canvas, video, input, textarea');
  const isArea = place.width > 200 && place.height > 100;
  if (isFilled && !hasContent && !isArea && !/^(SVG|IMG|INPUT|TEXTAREA|CANVAS|VIDEO|PATH)$/i.test(element.tagName))
    element.setAttribute('data-tells', '');
 }
}`;

const LOST = `(() => {
  const filled = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\\(.*, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = new Set();
  for (const element of document.body.querySelectorAll('[data-tells]')) {
    const style = getComputedStyle(element);
    const edges = [style.borderTopWidth, style.borderLeftWidth, style.outlineStyle === 'none' ? '0' : style.outlineWidth];
    if (edges.some((width) => Number.parseFloat(width) > 0)) continue;
    if (filled(element) === filled(element.parentElement)) found.add(element.className || element.tagName);
  }
  return [...found];
})()`;
