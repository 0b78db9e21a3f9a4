import { CalendarDays, ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { MOST_SEARCH_TEXT } from '../../../src/contract/bounds.js';
import type { Jump } from '../../node-client/message-window.js';
import { useSearch } from '../../node-client/use-search.js';
import { IconButton } from '../../ui/IconButton.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import './search.css';

export interface ConversationSearchProps {
  readonly conversationId: string;
  /** What is searched for, so that it can be marked in the messages. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onJump: (jump: Jump) => void;
  readonly onClose: () => void;
  /** As if nothing had been searched for. */
  readonly onReturn: () => void;
}

/** Steps through what was found in one conversation, and leads to a date. Drawn anew for every conversation. */
export function ConversationSearch(props: ConversationSearchProps) {
  const { conversationId, text, onText, onJump, onClose, onReturn } = props;
  const { t } = useWords();
  const { at, count, step } = useHits(conversationId, text, onJump);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onReturn();
    else if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
    else if (event.key === 'Enter' && event.target.type === 'search') step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <div className="conversation-search" role="search" aria-label={t('found.inside')} onKeyDown={onKeyDown}>
      <input
        id="conversation-search"
        type="search"
        className="input conversation-search-text"
        aria-label={t('found.inside')}
        placeholder={t('found.inside')}
        maxLength={MOST_SEARCH_TEXT}
        autoComplete="off"
        autoFocus
        value={text}
        onChange={(event) => {
          onText(event.target.value);
        }}
      />
      <span className="conversation-search-count tabular" role="status">
        {count}
      </span>
      <IconButton
        icon={ChevronUp}
        label={t('found.older')}
        isDisabled={at === undefined}
        onPress={() => {
          step(1);
        }}
      />
      <IconButton
        icon={ChevronDown}
        label={t('found.newer')}
        isDisabled={at === undefined}
        onPress={() => {
          step(-1);
        }}
      />
      <DateJump onJump={onJump} />
      <IconButton icon={X} label={t('common.close')} onPress={onClose} />
    </div>
  );
}

interface Hits {
  /** Which of the hits, the newest is 0; undefined: there are none. */
  readonly at: number | undefined;
  readonly count: ReactNode;
  /** 1: to the next older one. */
  readonly step: (by: 1 | -1) => void;
}

function useHits(conversationId: string, text: string, onJump: (jump: Jump) => void): Hits {
  const { t, dates } = useWords();
  const search = useSearch(text, conversationId);
  const { rows, hasMore, isSearching, error, unsearched, more } = search;
  const messages = rows.filter((row) => row.kind === 'message');
  const [chosen, setChosen] = useState<string>();
  const goTo = (id: string) => {
    setChosen(id);
    onJump({ anchor: { at: 'message', id }, isMarked: true });
  };
  const newest = messages[0]?.message.id;
  const isAnswered = !isSearching && text.trim() !== '';
  const answered = useRef('');
  useEffect(() => {
    // Once for every answer, not when another message arrives.
    if (!isAnswered || answered.current === search.text) return;
    answered.current = search.text;
    if (newest !== undefined) goTo(newest);
  });
  const found = messages.findIndex(({ message }) => message.id === chosen);
  const at = messages.length === 0 || !isAnswered ? undefined : Math.max(0, found);
  const isNearEnd = at !== undefined && at >= messages.length - 2;
  useEffect(() => {
    if (isNearEnd && hasMore) more();
  });
  const shown = (value: number) => dates.number(value);
  const all = `${shown(messages.length)}${hasMore ? '+' : ''}`;
  const note = unsearched > 0 ? t('found.unsearched', { count: unsearched, shown: shown(unsearched) }) : '';
  return {
    at,
    count: error
      ? errorWords(error)
      : !isAnswered
        ? ''
        : at === undefined
          ? `${t('found.nothing')} ${note}`
          : t('found.place', { at: shown(at + 1), all }),
    step: (by) => {
      if (at === undefined) return;
      const next = messages[(at + by + messages.length) % messages.length];
      if (next) goTo(next.message.id);
    },
  };
}

/** To the first message of a day. */
function DateJump({ onJump }: Pick<ConversationSearchProps, 'onJump'>) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <span className="date-jump">
      <IconButton
        icon={CalendarDays}
        label={t('found.date')}
        onPress={() => {
          field.current?.showPicker();
        }}
      />
      <input
        ref={field}
        type="date"
        className="date-jump-field"
        aria-label={t('found.date')}
        tabIndex={-1}
        onChange={({ target: { value } }) => {
          // Midnight here, not in Greenwich.
          const time = new Date(`${value}T00:00`).getTime();
          if (time >= 0) onJump({ anchor: { at: 'date', time } });
        }}
      />
    </span>
  );
}
