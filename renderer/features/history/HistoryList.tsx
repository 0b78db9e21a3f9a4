import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { MessageWindow, MessageWindowState } from '../../node-client/message-window.js';
import { Icon } from '../../ui/Icon.js';
import { useNames } from '../../ui/look-alikes.js';
import { MenuArea } from '../../ui/MenuArea.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';
import './history.css';
import type { HistoryItem } from './history-items.js';
import { HistoryLine } from './HistoryLine.js';
import { historyMove, moveBetweenMessages } from './history-keys.js';
import type { MessageActions } from './message-actions.js';
import type { Selection } from './use-selection.js';
import { useHistoryScroll } from './use-history-scroll.js';
import { useHitMarks } from './use-hit-marks.js';
import { useLastOwn } from './use-last-own.js';
import { useMarked } from './use-marked.js';
import { useMessageMenus } from './use-message-menus.js';
import { useSeen } from './use-seen.js';

export interface HistoryListProps {
  readonly conversationId: string;
  readonly name: string;
  readonly items: readonly HistoryItem[];
  readonly state: MessageWindowState;
  readonly window: MessageWindow;
  readonly actions: MessageActions;
  readonly selection: Selection;
  /** Marked in the messages. */
  readonly searched: string | undefined;
  /** How often the menu of the owner's last message was asked for. */
  readonly lastOwnWanted: number;
}

/** Messages in a window of drawn rows; what is outside of it costs nothing. */
export function HistoryList(props: HistoryListProps) {
  const { conversationId, name, items, state, window, actions, selection, searched } = props;
  const { t } = useWords();
  const nameOf = useNames();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { virtual, seen, isAtEnd, above, below } = useHistoryScroll({ ...props, scroller });
  useSeen(conversationId, seen);
  const marked = useMarked(state.landing);
  useHitMarks(scroller, searched);
  useLastOwn({ ...props, scroller });
  const itemsAt = useMessageMenus(items, actions);
  return (
    <div className="history">
      <div
        ref={scroller}
        className="history-scroller"
        tabIndex={0}
        role="list"
        aria-label={t('history.label', { name: nameOf({ name, conversationId }) })}
        data-selecting={selection.isSelecting}
        onKeyDown={(event) => {
          onKey(event, window);
        }}
      >
        <MenuArea itemsAt={itemsAt}>
          <div className="history-size" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ key, index, start }) => (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                data-row={key}
                data-marked={marked !== undefined && key === marked}
                className="history-row"
                style={{ transform: `translateY(${String(start)}px)` }}
                role="listitem"
                aria-posinset={state.hasOlder ? undefined : index + 1}
                aria-setsize={sizeOf(props)}
              >
                {items[index] && (
                  <HistoryLine
                    item={items[index]}
                    now={now}
                    name={name}
                    actions={actions}
                    isSelected={selection.isSelecting ? selection.has(String(key)) : undefined}
                  />
                )}
              </div>
            ))}
          </div>
        </MenuArea>
      </div>
      {above > 0 && <JumpButton to="unread" count={above} window={window} />}
      {!isAtEnd && <JumpButton to="newest" count={below} window={window} />}
    </div>
  );
}

/** Of a conversation that is not all here nobody knows how long it is, nor where in it a message is. */
function sizeOf({ items, state: { hasOlder, hasNewer } }: HistoryListProps): number {
  return hasOlder || hasNewer ? -1 : items.length;
}

function onKey(event: KeyboardEvent<HTMLElement>, window: MessageWindow): void {
  const anchor = historyMove(event);
  if (anchor) window.jump({ anchor });
  else if (!moveBetweenMessages(event)) return;
  event.preventDefault();
}

const MOST_SHOWN = 999;

interface JumpButtonProps extends Pick<HistoryListProps, 'window'> {
  readonly to: 'unread' | 'newest';
  /** Unread messages on the way there. */
  readonly count: number;
}

const JUMPS = {
  unread: { icon: ArrowUp, words: 'history.toUnread' },
  newest: { icon: ArrowDown, words: 'history.toNewest' },
} as const;

function JumpButton({ to, count, window }: JumpButtonProps) {
  const { t } = useWords();
  const { icon, words } = JUMPS[to];
  const onPress = () => {
    window.jump({ anchor: { at: to } });
  };
  return (
    <button type="button" className="jump" data-to={to} aria-label={t(words, { count })} onClick={onPress}>
      <Icon of={icon} />
      {count > 0 && <span className="badge">{count > MOST_SHOWN ? '999+' : count}</span>}
    </button>
  );
}
