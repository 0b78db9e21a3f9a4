import { memo } from 'react';
import { shallow } from 'zustand/shallow';
import { useWords } from '../../words/use-words.js';
import { SystemSentence } from '../../words/SystemSentence.js';
import { Bubble } from './Bubble.js';
import type { HistoryItem } from './history-items.js';
import type { MessageActions } from './message-actions.js';

export interface HistoryLineProps {
  readonly item: HistoryItem;
  readonly now: number;
  /** Whom the conversation is with. */
  readonly name: string;
  readonly actions: MessageActions;
  /** Whether it is chosen, while messages are being chosen. */
  readonly isSelected: boolean | undefined;
}

export const HistoryLine = memo(function HistoryLine(props: HistoryLineProps) {
  const { item, now, name, actions, isSelected } = props;
  const { t, dates } = useWords();
  switch (item.kind) {
    case 'message':
      return <Bubble item={item} actions={actions} isSelected={isSelected} />;
    case 'day':
      return (
        <p className="day-line">
          <span>{dates.day(item.at, now)}</span>
        </p>
      );
    case 'new':
      return (
        <p className="new-line">
          <span>{t('history.new')}</span>
        </p>
      );
    case 'gap':
      return <p className="system-line">{t('history.gap', { count: item.count })}</p>;
    case 'system':
      return (
        <p className="system-line">
          <SystemSentence row={item.row} name={name} />
        </p>
      );
  }
}, isSameLine);

/** Items are made anew with every change among the rows, most of them the same as before. */
function isSameLine(
  { item: before, ...rest }: HistoryLineProps,
  { item, ...now }: HistoryLineProps,
): boolean {
  return shallow(before, item) && shallow(rest, now);
}
