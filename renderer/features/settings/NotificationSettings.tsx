import { useEffect, useState } from 'react';
import { setPreferences } from '../../preferences/preferences.js';
import { NOTICE_LEVELS } from '../../preferences/read-preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { useShell } from '../../shell/use-shell.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { Switch } from '../../ui/Switch.js';
import { remark } from '../../ui/toasts.js';
import { useWords } from '../../words/use-words.js';
import { Setting } from './Setting.js';

export function NotificationSettings() {
  const { t } = useWords();
  const { can } = useShell();
  const { notices } = usePreferences();
  return (
    <>
      {can.notify ? (
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
        <p className="muted">{t('settings.noNotices')}</p>
      )}
      {can.autostart ? <AutostartSetting /> : <p className="muted">{t('settings.noAutostart')}</p>}
    </>
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
