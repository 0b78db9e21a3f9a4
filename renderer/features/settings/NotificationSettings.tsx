import { useEffect, useState } from 'react';
import type { Surroundings } from '../../../src/contract/window-bridge.js';
import { setPreferences } from '../../preferences/preferences.js';
import { NOTICE_LEVELS } from '../../preferences/read-preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { useShell } from '../../shell/use-shell.js';
import { useSurroundings } from '../../shell/use-surroundings.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { Switch } from '../../ui/Switch.js';
import { remark } from '../../ui/toasts.js';
import { useWords } from '../../words/use-words.js';
import { Setting } from './Setting.js';

export function NotificationSettings() {
  const { t } = useWords();
  const surroundings = useSurroundings();
  const { notices } = usePreferences();
  return (
    <>
      {surroundings?.notify ? (
        <Setting label={t('settings.notices')} hint={t('settings.noticesHint')}>
          <ChoiceGroup
            label={t('settings.notices')}
            value={notices}
            choices={NOTICE_LEVELS.map((value) => ({ value, label: t(`settings.noticeLevels.${value}`) }))}
            onChange={(next) => {
              setPreferences({ notices: next });
            }}
          />
        </Setting>
      ) : (
        <p className="muted">{t(surroundings ? 'settings.nobodyNotifies' : 'settings.noNotices')}</p>
      )}
      {surroundings?.badge === false && <p className="muted">{t('settings.noBadge')}</p>}
      {surroundings?.autostart ? (
        <AutostartSetting />
      ) : (
        <p className="muted">{t(surroundings ? 'settings.autostartDenied' : 'settings.noAutostart')}</p>
      )}
      {surroundings && <ClosingSetting surroundings={surroundings} />}
    </>
  );
}

const WHEN_CLOSED = ['ask', 'minimize', 'quit'] as const;

/** What the owner once answered, to be answered otherwise. */
function ClosingSetting({ surroundings: { tray, whenClosed } }: { readonly surroundings: Surroundings }) {
  const { t } = useWords();
  const shell = useShell();
  if (tray) return <p className="muted">{t('settings.closesToTray')}</p>;
  return (
    <Setting label={t('settings.whenClosed')} hint={t('settings.noTray')}>
      <ChoiceGroup
        label={t('settings.whenClosed')}
        value={whenClosed}
        choices={WHEN_CLOSED.map((value) => ({ value, label: t(`settings.closing.${value}`) }))}
        onChange={(next) => {
          shell.surroundings?.setWhenClosed(next);
        }}
      />
    </Setting>
  );
}

function AutostartSetting() {
  const { t } = useWords();
  const shell = useShell();
  const [isOn, setOn] = useState(false);
  useEffect(() => void shell.autostart().then(setOn), [shell]);
  const change = async (wanted: boolean) => {
    const is = await shell.autostart(wanted);
    setOn(is);
    if (is !== wanted) remark({ text: t('settings.autostartFailed') });
  };
  return (
    <Setting label={t('settings.autostart')} hint={t('settings.autostartHint')}>
      <Switch label={t('settings.autostart')} isOn={isOn} onChange={(wanted) => void change(wanted)} />
    </Setting>
  );
}
