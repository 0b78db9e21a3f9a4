// The areas of the window, for whoever goes through them by keyboard.

/** Each area, and what in it has the focus after a hop into it. */
const AREAS = [
  ['.list-area', '#list-search'],
  ['.history', '.history-scroller'],
  ['.composer', '.composer textarea'],
  ['.details', '.details button'],
  ['.settings-nav', '.settings-nav button'],
  ['.settings-page', '.settings-page'],
  ['.toast', '.toast .button'],
] as const;

/** From the area that has the focus, wherever in it that is, to the next one that is there. */
export function nextArea(): void {
  const areas = AREAS.flatMap(([selector, inside]) => {
    const first = document.querySelector<HTMLElement>(inside);
    // On a narrow window there is one area at a time.
    return first?.checkVisibility() === true ? [{ area: first.closest(selector), first }] : [];
  });
  const at = areas.findIndex(({ area }) => area?.contains(document.activeElement) === true);
  areas[(at + 1) % Math.max(1, areas.length)]?.first.focus();
}
