import { setPreferences } from '../../preferences/preferences.js';
import { IDLE_MINUTES, LOCKS } from '../../preferences/read-preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { useShell } from '../../shell/use-shell.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { Switch } from '../../ui/Switch.js';
import { useWords } from '../../words/use-words.js';
import { KeyringSetting } from './KeyringSetting.js';
import { Setting } from './Setting.js';

export function LockSettings() {
  const { t, dates } = useWords();
  const { can } = useShell();
  const { lock, idleMinutes, lockOnSleep } = usePreferences();
  return (
    <>
      <Setting label={t('settings.lockKind')} hint={t(`settings.lockMeanings.${lock}`)}>
        <ChoiceGroup
          label={t('settings.lockKind')}
          value={lock}
          choices={LOCKS.map((value) => ({ value, label: t(`settings.locks.${value}`) }))}
          onChange={(next) => {
            setPreferences({ lock: next });
          }}
        />
      </Setting>
      <Setting
        label={t('settings.idle')}
        hint={t(can.noticeSleep ? 'settings.idleHint' : 'settings.idleHere')}
      >
        <ChoiceGroup
          label={t('settings.idle')}
          value={String(idleMinutes)}
          choices={IDLE_MINUTES.map((minutes) => ({
            value: String(minutes),
            label: minutes === 0 ? t('settings.never') : dates.minutes(minutes),
          }))}
          onChange={(next) => {
            const chosen = IDLE_MINUTES.find((minutes) => String(minutes) === next);
            if (chosen !== undefined) setPreferences({ idleMinutes: chosen });
          }}
        />
      </Setting>
      {can.noticeSleep ? (
        <Setting label={t('settings.lockOnSleep')}>
          <Switch
            label={t('settings.lockOnSleep')}
            isOn={lockOnSleep}
            onChange={(isOn) => {
              setPreferences({ lockOnSleep: isOn });
            }}
          />
        </Setting>
      ) : (
        <p className="small muted">{t('settings.noSleep')}</p>
      )}
      <KeyringSetting />
    </>
  );
}
