import type { LinkRow } from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { WithKeyring } from '../../gallery/WithKeyring.js';
import { WithSurroundings } from '../../gallery/WithSurroundings.js';
import { Button } from '../../ui/Button.js';
import { ChangePassphraseDialog } from './ChangePassphraseDialog.js';
import { AppearanceSettings } from './AppearanceSettings.js';
import { BlockedRow } from './BlockedPeople.js';
import { KeyringDialog } from './KeyringDialog.js';
import { KeyringSetting } from './KeyringSetting.js';
import { LicenceItem } from './Licences.js';
import { LockSettings } from './LockSettings.js';
import { LogDialog } from './LogDialog.js';
import { LinkItem } from './NetworkSettings.js';
import { NotificationSettings } from './NotificationSettings.js';
import { PrivacySettings, PrivacySwitches } from './PrivacySettings.js';
import { Setting } from './Setting.js';
import './settings.css';
import { WritingSettings } from './WritingSettings.js';

const NOW = Date.now();
const LINK: LinkRow = {
  id: '11'.repeat(16),
  contactId: '11'.repeat(16),
  state: 'up',
  direction: 'out',
  address: '192.0.2.1:7000',
  since: NOW - 180_000,
  nextAttemptAt: null,
  error: null,
  lastSeenAt: NOW,
  refused: false,
};
const LINKS: readonly LinkRow[] = [
  LINK,
  { ...LINK, direction: 'in' },
  { ...LINK, state: 'dialling' },
  {
    ...LINK,
    state: 'waiting',
    nextAttemptAt: NOW + 120_000,
    error: { code: 'PEER_TIMEOUT', params: {} },
  },
  { ...LINK, state: 'off', address: null },
];
const EVERYTHING = { notify: true, badge: true, autostart: true, tray: true, whenClosed: 'ask' } as const;
const NO_SURROUNDINGS = {
  notify: false,
  badge: false,
  autostart: false,
  tray: false,
  whenClosed: 'minimize',
} as const;
const BLOCKED = { id: 'a', nodeId: 'ab'.repeat(32), fingerprint: '123450987612345098761234509876' };
const nothing = () => undefined;

export const examples: Examples = {
  'notifications in a browser': () => <NotificationSettings />,
  ...Object.fromEntries(
    (['everything', 'nothing'] as const).map((offered) => [
      `a system that offers ${offered}`,
      () => (
        <WithSurroundings are={offered === 'everything' ? EVERYTHING : NO_SURROUNDINGS}>
          <NotificationSettings />
        </WithSurroundings>
      ),
    ]),
  ),
  locking: () => <LockSettings />,
  ...Object.fromEntries(
    (['absent', 'off', 'on'] as const).map((state) => [
      `a keyring that is ${state}`,
      () => (
        <WithKeyring state={state}>
          <KeyringSetting />
        </WithKeyring>
      ),
    ]),
  ),
  privacy: () => <PrivacySettings />,
  'what friends may know': () => (
    <PrivacySwitches privacy={{ receipts: true, typing: true, presence: false }} onChange={nothing} />
  ),
  'blocked people': () => (
    <ul className="settings-list">
      {Object.entries(HARD_WORDS).map(([kind, name]) => (
        <BlockedRow
          key={kind}
          person={{ ...BLOCKED, name, as: kind === 'long' ? 'removed' : 'contact' }}
          onUnblock={nothing}
        />
      ))}
    </ul>
  ),
  connections: () => (
    <ul className="settings-list">
      {LINKS.map((link, index) => (
        <LinkItem
          key={index}
          contact={{ name: HARD_WORDS.sentence, nodeId: '1'.repeat(64) }}
          link={link}
          now={NOW}
        />
      ))}
    </ul>
  ),
  'a licence': () => (
    <ul className="settings-list">
      <LicenceItem
        licence={{ name: '@scope/package', version: '1.0.0', license: 'MIT', text: HARD_WORDS.sentence }}
      />
    </ul>
  ),
  appearance: () => <AppearanceSettings />,
  writing: () => <WritingSettings />,
  'a setting with long words': () => (
    <Setting label={HARD_WORDS.sentence} hint={HARD_WORDS.long}>
      <Button>Change</Button>
    </Setting>
  ),
};

export const overlays: OverlayExamples = {
  'the log': (onClose) => <LogDialog onClose={onClose} />,
  'a keyring': (onClose) => <KeyringDialog keep={() => Promise.resolve(true)} onClose={onClose} />,
  'another passphrase': (onClose) => <ChangePassphraseDialog onClose={onClose} />,
};
