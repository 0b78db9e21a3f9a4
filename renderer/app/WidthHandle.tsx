import { setPreferences } from '../preferences/preferences.js';
import { boundedListWidth, LIST_WIDTH } from '../preferences/read-preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { useWords } from '../words/use-words.js';

const STEP = 16;

/** The edge between list and conversation, by pointer and by arrow keys. */
export function WidthHandle() {
  const { t } = useWords();
  const { listWidth } = usePreferences();
  const set = (width: number) => {
    setPreferences({ listWidth: boundedListWidth(width) });
  };
  return (
    <div
      className="width-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('list.width')}
      aria-valuenow={listWidth}
      aria-valuemin={LIST_WIDTH.least}
      aria-valuemax={LIST_WIDTH.most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) set(event.clientX);
      }}
      onDoubleClick={() => {
        set(LIST_WIDTH.usual);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') set(listWidth - STEP);
        if (event.key === 'ArrowRight') set(listWidth + STEP);
      }}
    />
  );
}
