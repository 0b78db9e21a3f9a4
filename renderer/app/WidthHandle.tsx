import { setPreferences } from '../preferences/preferences.js';
import { boundedWidth, type WidthName, WIDTHS } from '../preferences/read-preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { useWords } from '../words/use-words.js';

const STEP = 16;
const LABELS = { listWidth: 'list.width', detailsWidth: 'details.width' } as const;

/** The edge between an area at the side and the conversation, by pointer and by arrow keys. It lies in the area. */
export function WidthHandle({ of: name }: { readonly of: WidthName }) {
  const { t } = useWords();
  const { [name]: width, textSize } = usePreferences();
  const { least, usual, most } = WIDTHS[name];
  const set = (next: number) => {
    setPreferences({ [name]: boundedWidth(name, next) });
  };
  return (
    <div
      className="width-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={t(LABELS[name])}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ currentTarget: handle, pointerId, clientX }) => {
        const area = handle.parentElement?.getBoundingClientRect();
        if (!area || !handle.hasPointerCapture(pointerId)) return;
        const pixels = growsToTheRight(name) ? clientX - area.left : area.right - clientX;
        set((pixels * 100) / textSize);
      }}
      onDoubleClick={() => {
        set(usual);
      }}
      onKeyDown={({ key }) => {
        const step = growsToTheRight(name) ? STEP : -STEP;
        if (key === 'ArrowLeft') set(width - step);
        if (key === 'ArrowRight') set(width + step);
      }}
    />
  );
}

/** The list stands where a line begins, the details where it ends. */
function growsToTheRight(name: WidthName): boolean {
  return (name === 'listWidth') === (getComputedStyle(document.documentElement).direction === 'ltr');
}
