// The pages of the settings, and the words they are found by.

import type { WordKey } from '../../words/language.js';

export const SECTIONS = [
  'appearance',
  'writing',
  'notifications',
  'locking',
  'privacy',
  'identity',
  'network',
  'storage',
  'shortcuts',
  'about',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What stands on each page. */
const SECTION_WORDS: Readonly<Record<Section, readonly WordKey[]>> = {
  appearance: [
    'settings.theme',
    'settings.themes.dark',
    'settings.themes.light',
    'settings.accent',
    'settings.language',
    'settings.textSize',
    'settings.density',
  ],
  writing: ['settings.sendKey', 'settings.spelling'],
  notifications: [
    'settings.notices',
    'settings.autostart',
    'settings.noticeLevels.text',
    'settings.whenClosed',
  ],
  locking: [
    'settings.lockKind',
    'settings.idle',
    'settings.lockOnSleep',
    'settings.keyring',
    'actions.lock',
    'actions.fullLock',
  ],
  privacy: [
    'settings.receipts',
    'settings.presence',
    'settings.typing',
    'settings.stillNoticed',
    'settings.blocked',
  ],
  identity: [
    'settings.yourName',
    'identity.fingerprint',
    'invite.title',
    'settings.yourLink',
    'passphrase.label',
    'settings.changePassphrase',
  ],
  network: [
    'settings.listening',
    'settings.addresses',
    'settings.lastReached',
    'settings.links',
    'settings.certificate',
    'settings.queued',
  ],
  storage: ['settings.database', 'settings.log', 'settings.messages'],
  shortcuts: ['shortcuts.title'],
  about: ['settings.version', 'settings.license', 'settings.licences'],
};

/** Pages on which something contains the search, in their order. */
export function sectionsFound(search: string, wordsOf: (key: WordKey) => string): readonly Section[] {
  const wanted = folded(search.trim());
  if (wanted === '') return SECTIONS;
  return SECTIONS.filter((section) =>
    [`settings.${section}` as const, ...SECTION_WORDS[section]].some((key) =>
      folded(wordsOf(key)).includes(wanted),
    ),
  );
}

/** Case aside, and ё is found by е. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
