import { shownKeys } from '../../commands/bindings.js';
import { setPreferences } from '../../preferences/preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { IS_MAC } from '../../shell/is-mac.js';
import { useShell } from '../../shell/use-shell.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { useWords } from '../../words/use-words.js';
import { Setting } from './Setting.js';

export function WritingSettings() {
  const { t } = useWords();
  const { sendKey } = usePreferences();
  const { kind } = useShell();
  const spelling = kind === 'desktop' ? 'spellingUnchecked' : 'spellingByBrowser';
  return (
    <>
      <Setting label={t('settings.sendKey')} hint={t('settings.sendKeyHint')}>
        <ChoiceGroup
          label={t('settings.sendKey')}
          value={sendKey}
          choices={[
            { value: 'enter' as const, label: shownKeys('Enter', IS_MAC) },
            { value: 'ctrl-enter' as const, label: shownKeys('Mod+Enter', IS_MAC) },
          ]}
          onChange={(next) => {
            setPreferences({ sendKey: next });
          }}
        />
      </Setting>
      <Setting label={t('settings.spelling')} hint={t(`settings.${spelling}Hint`)}>
        <span>{t(`settings.${spelling}`)}</span>
      </Setting>
    </>
  );
}
