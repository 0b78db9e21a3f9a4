import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import { isGone } from '../../text/is-gone.js';
import { beginningOf } from '../../text/arrived.js';
import { EllipsisVertical } from 'lucide-react';
import type { MessageRow } from '../../../src/contract/values.js';
import { AreaMenuButton } from '../../ui/MenuArea.js';
import { useWords } from '../../words/use-words.js';
import { FileContent } from './FileContent.js';
import { FoldedText } from './FoldedText.js';
import { clockDifferenceMs, isEmojiOnly, type MessageItem, timeOf } from './history-items.js';
import type { MessageActions } from './message-actions.js';
import { StateMark } from './StateMark.js';

export interface BubbleProps {
  readonly item: MessageItem;
  readonly actions: MessageActions;
}

export interface SelectableBubbleProps extends BubbleProps {
  /** Whether it is chosen, while messages are being chosen. */
  readonly isSelected: boolean | undefined;
}

export const Bubble = memo(function Bubble({ item, actions, isSelected }: SelectableBubbleProps) {
  const { t } = useWords();
  const { row } = item;
  const isSelecting = isSelected !== undefined;
  // Nothing else in it is pressed meanwhile, no link for instance.
  const toggle = (event: MouseEvent) => {
    event.stopPropagation();
    if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
    actions.select(row);
  };
  return (
    <div
      className="bubble-line"
      data-direction={row.direction}
      data-first={item.isFirstOfGroup}
      data-last={item.isLastOfGroup}
      data-selected={isSelected}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) onKey(event, row, actions);
      }}
      {...(isSelecting && { onClickCapture: toggle })}
    >
      {isSelecting && (
        <input
          type="checkbox"
          className="bubble-check"
          checked={isSelected}
          readOnly
          aria-label={t('message.selectOne', { text: beginningOf(row, SAID_CHARACTERS) ?? '' })}
        />
      )}
      <BubbleBody item={item} actions={actions} />
      <div className="bubble-actions">
        <AreaMenuButton icon={EllipsisVertical} label={t('message.actions')} />
      </div>
    </div>
  );
});

const SAID_CHARACTERS = 80;

function onKey(event: KeyboardEvent, row: MessageRow, actions: MessageActions): void {
  if (event.key === ' ') actions.select(row);
  else if (event.key === 'Delete') void actions.remove([row]);
  else return;
  event.preventDefault();
}

function BubbleBody({ item, actions }: BubbleProps) {
  const { t } = useWords();
  const { row } = item;
  const isLarge = row.kind === 'text' && isEmojiOnly(row.text);
  return (
    <div className={isLarge ? 'bubble bubble-large' : 'bubble'} data-state={row.state}>
      <span className="visually-hidden">
        {t(row.direction === 'out' ? 'message.fromYou' : 'message.fromThem')}
      </span>
      {row.recovered && <span className="bubble-note">{t('message.recovered')}</span>}
      <div className="bubble-text" dir="auto">
        <Content item={item} actions={actions} />
      </div>
      <BubbleEnd item={item} />
    </div>
  );
}

function Content({ item: { row }, actions }: BubbleProps) {
  const { t } = useWords();
  if (isGone(row.state)) return <em>{t(`message.${row.state}`)}</em>;
  if (row.kind === 'file') return <FileContent row={row} actions={actions.files} />;
  if (row.kind === 'unknown') return <em>{t('message.needsNewer')}</em>;
  return (
    <FoldedText
      text={row.text}
      hasMore={row.more}
      loadWhole={() => actions.loadWhole(row)}
      onOpenLink={actions.openLink}
    />
  );
}

function BubbleEnd({ item: { row } }: { readonly item: MessageItem }) {
  const { t, dates } = useWords();
  const at = timeOf(row);
  const isOff = clockDifferenceMs(row) !== undefined;
  return (
    <span className="bubble-end tabular">
      <span title={isOff ? t('message.clockOff', { time: dates.full(row.sentAt) }) : dates.full(at)}>
        <time dateTime={new Date(at).toISOString()}>{dates.time(at)}</time>
        {isOff && '*'}
      </span>
      <StateMark row={row} />
    </span>
  );
}
