// The emoji data, once somebody wants it, and what the owner did with it in the life of this window.

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useWords } from '../../words/use-words.js';
import { type Emoji, loadEmoji } from './emoji.js';

interface Habits {
  /** Used last, the latest first. */
  readonly recent: readonly string[];
  readonly tone: number;
}

const MOST_RECENT = 16;
const habits = createStore<Habits>(() => ({ recent: [], tone: 0 }));

export function rememberEmoji({ text }: Emoji): void {
  habits.setState(({ recent }) => ({
    recent: [text, ...recent.filter((other) => other !== text)].slice(0, MOST_RECENT),
  }));
}

export function setTone(tone: number): void {
  habits.setState({ tone });
}

export interface EmojiHabits {
  readonly recent: readonly Emoji[];
  readonly tone: number;
}

export function useEmojiHabits(all: readonly Emoji[]): EmojiHabits {
  const { recent, tone } = useStore(habits);
  const [shown] = useState(recent);
  return { recent: shown.flatMap((text) => all.find((one) => one.text === text) ?? []), tone };
}

/** Undefined until they are there. */
export function useEmoji(isWanted: boolean): readonly Emoji[] | undefined {
  const { language } = useWords();
  const [all, setAll] = useState<readonly Emoji[]>();
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    loadEmoji(language).then(
      (loaded) => {
        if (isCurrent) setAll(loaded);
      },
      // Without the data there is nothing to choose from; the next wish tries again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, language]);
  return all;
}
