import { useState } from 'react';
import { useKeyringState } from '../../shell/use-keyring.js';
import { useShell } from '../../shell/use-shell.js';
import { Switch } from '../../ui/Switch.js';
import { remark } from '../../ui/toasts.js';
import { useWords } from '../../words/use-words.js';
import { KeyringDialog } from './KeyringDialog.js';
import { Setting } from './Setting.js';

/** Whether the system's keyring opens the node at the next start. */
export function KeyringSetting() {
  const { t } = useWords();
  const { keyring } = useShell();
  const state = useKeyringState();
  const [isAsking, setAsking] = useState(false);
  if (!keyring) return <p className="small muted">{t('settings.keyringElsewhere')}</p>;
  if (state === 'absent') return <p className="small muted">{t('settings.noKeyring')}</p>;
  const switchOff = async () => {
    if (!(await keyring.forget())) remark({ text: t('settings.keyringNotForgotten') });
  };
  return (
    <>
      <Setting label={t('settings.keyring')} hint={t('settings.keyringHint')}>
        <Switch
          label={t('settings.keyring')}
          isOn={state === 'on'}
          onChange={(isOn) => {
            if (isOn) setAsking(true);
            else void switchOff();
          }}
        />
      </Setting>
      {isAsking && (
        <KeyringDialog
          keep={(passphrase) => keyring.keep(passphrase)}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
