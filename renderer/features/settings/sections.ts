// The pages of the settings, and the words they are found by.

import { Info, KeyRound, type LucideIcon, Network, Palette, SquarePen } from 'lucide-react';
import type { WordKey } from '../../words/language.js';

export const SECTIONS = ['appearance', 'writing', 'identity', 'network', 'about'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_ICONS: Readonly<Record<Section, LucideIcon>> = {
  appearance: Palette,
  writing: SquarePen,
  identity: KeyRound,
  network: Network,
  about: Info,
};

/** What stands on each page. */
const SECTION_WORDS: Readonly<Record<Section, readonly WordKey[]>> = {
  appearance: [
    'settings.theme',
    'settings.accent',
    'settings.language',
    'settings.textSize',
    'settings.density',
  ],
  writing: ['settings.sendKey'],
  identity: ['identity.fingerprint', 'invite.title', 'settings.changePassphrase'],
  network: ['settings.listening', 'settings.addresses', 'settings.lastReached', 'settings.links'],
  about: ['settings.version', 'settings.license'],
};

/** Pages on which something contains the search, in their order. */
export function sectionsFound(search: string, wordsOf: (key: WordKey) => string): readonly Section[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return SECTIONS;
  return SECTIONS.filter((section) =>
    [`settings.${section}` as const, ...SECTION_WORDS[section]].some((key) =>
      wordsOf(key).toLowerCase().includes(wanted),
    ),
  );
}
