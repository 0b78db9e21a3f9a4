import { useCallback } from 'react';
import type { MenuEntry } from '../../ui/menu-items.js';
import { useWords } from '../../words/use-words.js';
import type { HistoryItem } from './history-items.js';
import { type MessageActions, messageMenu } from './message-actions.js';

/** The menu of the message an element of the list belongs to. */
export function useMessageMenus(items: readonly HistoryItem[], actions: MessageActions) {
  const { t } = useWords();
  return useCallback(
    (element: Element): readonly MenuEntry[] | undefined => {
      const key = element.closest<HTMLElement>('[data-row]')?.dataset['row'];
      const item = items.find((one) => one.key === key);
      return item?.kind === 'message' ? messageMenu(item.row, actions, t) : undefined;
    },
    [items, actions, t],
  );
}
