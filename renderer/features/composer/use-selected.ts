import { type RefObject, useCallback, useEffect, useState } from 'react';

export interface Selected {
  readonly start: number;
  readonly end: number;
}

/** What is selected in a field; `look` after it was changed by the window itself. */
export function useSelected(field: RefObject<HTMLTextAreaElement | null>) {
  const [selected, setSelected] = useState<Selected>({ start: 0, end: 0 });
  const look = useCallback(() => {
    if (!field.current) return;
    const { selectionStart: start, selectionEnd: end } = field.current;
    setSelected((before) => (before.start === start && before.end === end ? before : { start, end }));
  }, [field]);
  useEffect(() => {
    document.addEventListener('selectionchange', look);
    return () => {
      document.removeEventListener('selectionchange', look);
    };
  }, [look]);
  return { ...selected, look };
}
