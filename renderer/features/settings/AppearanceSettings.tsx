import { setPreferences } from '../../preferences/preferences.js';
import { type Preferences, TEXT_SIZES, THEMES } from '../../preferences/read-preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { TINTS, type Tint } from '../../text/tint.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { LANGUAGES } from '../../words/language.js';
import { useWords } from '../../words/use-words.js';
import { Setting } from './Setting.js';

const DENSITIES = ['comfortable', 'compact'] as const;
/** Languages are named in themselves. */
const OWN_NAMES = { en: 'English', ru: 'Русский' } as const;

export function AppearanceSettings() {
  const { t } = useWords();
  const chosen = usePreferences();
  return (
    <>
      <Setting label={t('settings.theme')}>
        <ChoiceGroup
          label={t('settings.theme')}
          value={chosen.theme}
          choices={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          onChange={(theme) => {
            setPreferences({ theme });
          }}
        />
      </Setting>
      <Setting label={t('settings.accent')}>
        <AccentChoice accent={chosen.accent} />
      </Setting>
      <Setting label={t('settings.language')}>
        <ChoiceGroup
          label={t('settings.language')}
          value={chosen.language ?? 'system'}
          choices={[
            { value: 'system' as const, label: t('settings.themes.system') },
            ...LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] })),
          ]}
          onChange={(language) => {
            setPreferences({ language: language === 'system' ? undefined : language });
          }}
        />
      </Setting>
      <TextSize textSize={chosen.textSize} />
      <Setting label={t('settings.density')}>
        <ChoiceGroup
          label={t('settings.density')}
          value={chosen.density}
          choices={DENSITIES.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          onChange={(density) => {
            setPreferences({ density });
          }}
        />
      </Setting>
    </>
  );
}

function AccentChoice({ accent }: { readonly accent: Tint }) {
  const { t } = useWords();
  return (
    <ChoiceGroup
      label={t('settings.accent')}
      value={accent}
      choices={TINTS.map((value) => ({
        value,
        label: (
          <>
            <span className="accent-dot" data-tint={value} />
            <span className="visually-hidden">{t(`settings.accents.${value}`)}</span>
          </>
        ),
      }))}
      onChange={(next) => {
        setPreferences({ accent: next });
      }}
    />
  );
}

function TextSize({ textSize }: Pick<Preferences, 'textSize'>) {
  const { t } = useWords();
  return (
    <Setting label={t('settings.textSize')} hint={`${String(textSize)} %`}>
      <input
        type="range"
        className="range"
        aria-label={t('settings.textSize')}
        aria-valuetext={`${String(textSize)} %`}
        min={0}
        max={TEXT_SIZES.length - 1}
        step={1}
        value={TEXT_SIZES.indexOf(textSize)}
        onChange={(event) => {
          setPreferences({ textSize: TEXT_SIZES[Number(event.target.value)] ?? 100 });
        }}
      />
    </Setting>
  );
}
