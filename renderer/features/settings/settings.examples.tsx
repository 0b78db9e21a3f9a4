import { type Examples, HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { Button } from '../../ui/Button.js';
import { ChangePassphraseDialog } from './ChangePassphraseDialog.js';
import { AppearanceSettings } from './AppearanceSettings.js';
import { Setting } from './Setting.js';
import './settings.css';
import { WritingSettings } from './WritingSettings.js';

export const examples: Examples = {
  appearance: () => <AppearanceSettings />,
  writing: () => <WritingSettings />,
  'a setting with long words': () => (
    <Setting label={HARD_WORDS.sentence} hint={HARD_WORDS.long}>
      <Button>Change</Button>
    </Setting>
  ),
};

export const overlays: OverlayExamples = {
  'another passphrase': (onClose) => <ChangePassphraseDialog onClose={onClose} />,
};
