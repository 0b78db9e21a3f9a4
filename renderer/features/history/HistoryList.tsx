import { ArrowDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Icon } from '../../ui/Icon.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';
import './history.css';
import type { HistoryItem } from './history-items.js';
import { HistoryLine } from './HistoryLine.js';
import type { MessageActions } from './message-actions.js';
import { useHistoryScroll } from './use-history-scroll.js';
import { useSeen } from './use-seen.js';

export interface HistoryListProps {
  readonly conversationId: string;
  readonly name: string;
  readonly items: readonly HistoryItem[];
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
  readonly actions: MessageActions;
}

/** Messages in a window of drawn rows; what is outside of it costs nothing. */
export function HistoryList(props: HistoryListProps) {
  const { conversationId, name, items, hasOlder, loadOlder, actions } = props;
  const { t } = useWords();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { virtual, seen, isAtEnd, below, goToEnd, isNearStart } = useHistoryScroll(
    conversationId,
    items,
    scroller,
  );
  useSeen(conversationId, seen);
  useEffect(() => {
    if (isNearStart && hasOlder) loadOlder();
  }, [isNearStart, hasOlder, loadOlder]);
  return (
    <div className="history">
      <div
        ref={scroller}
        className="history-scroller"
        tabIndex={0}
        role="log"
        aria-label={t('history.label', { name })}
      >
        <div className="history-size" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="history-row"
              style={{ transform: `translateY(${String(start)}px)` }}
              role="article"
            >
              {items[index] && <HistoryLine item={items[index]} now={now} name={name} actions={actions} />}
            </div>
          ))}
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          className="jump"
          aria-label={t('history.toNewest', { count: below })}
          onClick={goToEnd}
        >
          <Icon of={ArrowDown} />
          {below > 0 && <span className="badge">{below}</span>}
        </button>
      )}
    </div>
  );
}
