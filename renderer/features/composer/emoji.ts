// The emoji there are, with what they are called in both languages: read when they are first asked for.

import type { CompactEmoji, ShortcodesDataset } from 'emojibase';

export interface Emoji {
  readonly text: string;
  /** In the language of the window. */
  readonly label: string;
  /** As typed between colons, the usual one first. */
  readonly names: readonly string[];
  /** Of its labels in every language. */
  readonly labels: readonly (readonly string[])[];
  readonly words: readonly string[];
  readonly group: EmojiGroup;
  /** From light to dark. */
  readonly skins: readonly string[];
}

export const EMOJI_GROUPS = [
  ...([
    'smileys',
    'people',
    'nature',
    'food',
    'travel',
    'activities',
    'objects',
    'symbols',
    'flags',
  ] as const),
];
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

/** The groups of the data by number; 2 is made of parts that are no emoji by themselves. */
const GROUPS: readonly (EmojiGroup | undefined)[] = [
  'smileys',
  'people',
  undefined,
  ...EMOJI_GROUPS.slice(2),
];

const loaded = new Map<string, Promise<readonly Emoji[]>>();

/** Tries again after a failure. */
export function loadEmoji(language: string): Promise<readonly Emoji[]> {
  const known = loaded.get(language);
  if (known) return known;
  const loading = read(language);
  loaded.set(language, loading);
  loading.catch(() => loaded.delete(language));
  return loading;
}

async function read(language: string): Promise<readonly Emoji[]> {
  const [en, ru, names] = await Promise.all([
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/ru/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
  ]);
  return emojiOf({ en: en.default, ru: ru.default, names: names.default, language });
}

export interface EmojiData {
  readonly en: readonly CompactEmoji[];
  readonly ru: readonly CompactEmoji[];
  readonly names: ShortcodesDataset;
  readonly language: string;
}

export function emojiOf({ en, ru, names, language }: EmojiData): readonly Emoji[] {
  const russian = new Map(ru.map((one) => [one.hexcode, one]));
  return en.flatMap((one) => {
    const group = GROUPS[one.group ?? -1];
    if (!group) return [];
    const other = russian.get(one.hexcode);
    const called = [names[one.hexcode] ?? []].flat();
    const texts = [one.label, ...(one.tags ?? []), other?.label ?? '', ...(other?.tags ?? []), ...called];
    return {
      text: one.unicode,
      label: (language === 'ru' ? other?.label : undefined) ?? one.label,
      names: called,
      labels: [wordsOf(one.label), wordsOf(other?.label ?? '')],
      words: [...new Set(texts.flatMap(wordsOf))],
      group,
      skins: (one.skins ?? []).filter(isOfOneTone).map(({ unicode }) => unicode),
    };
  });
}

/** Those whose names or words begin with all that was typed, the closest first. */
export function findEmoji(all: readonly Emoji[], typed: string): readonly Emoji[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return all;
  const name = typed.trim().toLowerCase();
  return all
    .map((emoji) => ({ emoji, closeness: closenessOf(emoji, wanted, name) }))
    .filter(({ closeness }) => closeness > 0)
    .sort((a, b) => b.closeness - a.closeness)
    .map(({ emoji }) => emoji);
}

function closenessOf({ names, words, labels }: Emoji, wanted: readonly string[], typed: string): number {
  if (names.includes(typed)) return 5;
  if (!wanted.every((part) => words.some((word) => word.startsWith(part)))) return 0;
  const named = labels.filter((label) => wanted.every((part) => label.includes(part)));
  if (named.some(({ length }) => length === wanted.length)) return 4;
  if (names.some((name) => name.startsWith(typed))) return 3;
  return named.length > 0 ? 2 : 1;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}+]+/gu) ?? []
  );
}

/** Two people of different tones are more than a row of tones can offer. */
function isOfOneTone({ unicode }: { readonly unicode: string }): boolean {
  return new Set(unicode.match(/[\u{1F3FB}-\u{1F3FF}]/gu)).size === 1;
}
