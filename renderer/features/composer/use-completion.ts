// Completes the names of emoji: while one is typed the closest are offered, and a name between two colons is taken at once.

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { type Completing, completingAt } from './completion.js';
import { type Emoji, findEmoji } from './emoji.js';
import { rememberEmoji, useEmoji } from './use-emoji.js';

const MOST = 7;

export interface Completion {
  readonly id: string;
  /** Empty: nothing is offered. */
  readonly found: readonly Emoji[];
  readonly at: number;
  readonly choose: (emoji: Emoji) => void;
  /** True: the key was for the list. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
}

export interface CompletionOptions {
  readonly text: string;
  /** Where the caret is; undefined while something is selected. */
  readonly caret: number | undefined;
  /** The last thing typed was a colon: undoing what was taken for it does not take it again. */
  readonly isColonTyped: boolean;
  readonly replace: (place: Completing, text: string) => void;
}

export function useCompletion(options: CompletionOptions): Completion {
  const { text, caret, isColonTyped, replace } = options;
  const id = useId();
  const place = caret === undefined ? undefined : completingAt(text, caret);
  const all = useEmoji(place !== undefined);
  const [moved, setMoved] = useState({ typed: '', at: 0 });
  const [dismissed, setDismissed] = useState<number>();
  const found =
    place && all && !place.isClosed && dismissed !== place.start
      ? findEmoji(all, place.typed).slice(0, MOST)
      : [];
  const at = moved.typed === place?.typed ? moved.at : 0;
  const choose = (emoji: Emoji) => {
    if (!place) return;
    rememberEmoji(emoji);
    replace(place, emoji.text);
  };
  const named =
    isColonTyped && place?.isClosed === true
      ? all?.find(({ names }) => names.includes(place.typed))
      : undefined;
  useEffect(() => {
    if (!named) return undefined;
    // Not while the typed colon is still being drawn: that would break the chain of undo.
    const timer = setTimeout(() => {
      choose(named);
    });
    return () => {
      clearTimeout(timer);
    };
  });
  useEffect(() => {
    if (place === undefined) setDismissed(undefined);
  }, [place]);
  const takesKey = (event: KeyboardEvent) => {
    if (found.length === 0 || event.nativeEvent.isComposing || !place) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (step !== undefined) setMoved({ typed: place.typed, at: (at + step + found.length) % found.length });
    else if (event.key === 'Escape') setDismissed(place.start);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosen) choose(chosen);
    else return false;
    return true;
  };
  return { id, found, at, choose, takesKey };
}
