import type { ReactNode } from 'react';

/** The states of a component by what is said of them; every `*.examples.tsx` exports some. */
export type Examples = Readonly<Record<string, () => ReactNode>>;
/** What lies over the window: shown one at a time, until `onClose`. */
export type OverlayExamples = Readonly<Record<string, (onClose: () => void) => ReactNode>>;

/** Words that break layouts: empty, endless, from right to left, and made to deceive. */
export const HARD_WORDS = {
  long: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  sentence:
    'A sentence that goes on for much longer than anybody who drew this had in mind when it was drawn',
  rightToLeft: 'שלום עולם',
  mixed: 'Bob \u202Eecila\u202C (not Alice)',
  markup: '<img src=x onerror="window.attacked=1">',
  combining: 'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033Da\u0334\u0319\u0324\u031El\u031Eg\u0363o',
  blank: '\u200B \u00A0',
  emoji: 'Zoë 👩‍🚀🇫🇮',
} as const;
