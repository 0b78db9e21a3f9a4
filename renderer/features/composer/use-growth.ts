import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** As high as its text; the style sheet says how high at most. */
export function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (field.current) grow(field.current);
  }, [field, text]);
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    let frame = 0;
    // Another width or size of letters breaks the same text into other lines. Not at once: the height is looked at, too.
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        grow(area);
      });
    });
    observer.observe(area);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [field]);
}

/** Nothing around it moves while it is measured: the list above would be taller for a moment, and not come back to its end. */
function grow(area: HTMLTextAreaElement): void {
  const around = area.parentElement;
  if (around) around.style.minHeight = `${String(around.offsetHeight)}px`;
  area.style.height = 'auto';
  area.style.height = `${String(area.scrollHeight)}px`;
  if (around) around.style.minHeight = '';
}
