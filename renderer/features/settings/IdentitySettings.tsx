import { useState } from 'react';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { Digits } from '../../ui/Digits.js';
import { PersonName } from '../../ui/PersonName.js';
import { QrImage } from '../../ui/QrImage.js';
import { useWords } from '../../words/use-words.js';
import { ChangePassphraseDialog } from './ChangePassphraseDialog.js';
import { Setting } from './Setting.js';
import { useAnswer } from '../../node-client/use-answer.js';

export function IdentitySettings({ onInvite }: { readonly onInvite: () => void }) {
  const { t } = useWords();
  const self = useAnswer('self');
  const [isChanging, setChanging] = useState(false);
  if (!self) return null;
  return (
    <>
      <Setting label={t('settings.yourName')}>
        <strong>
          <PersonName name={self.name} />
        </strong>
      </Setting>
      <section className="settings-block">
        <h3 className="field-label">{t('identity.fingerprint')}</h3>
        <div className="settings-row">
          <Digits of={self.fingerprint} label={t('identity.fingerprint')} />
          <CopyButton text={self.fingerprint} label={t('identity.copyFingerprint')} />
        </div>
        <p className="small muted">{t('identity.fingerprintHint')}</p>
      </section>
      <section className="settings-block">
        <h3 className="field-label">{t('settings.yourLink')}</h3>
        <QrImage text={self.link} label={t('invite.qr')} />
        <div className="copy-line">
          <code>{self.link}</code>
          <CopyButton text={self.link} label={t('invite.copyLink')} />
        </div>
        <Setting label={t('invite.title')} hint={t('settings.inviteHint')}>
          <Button onPress={onInvite}>{t('settings.showInvitation')}</Button>
        </Setting>
      </section>
      <Setting label={t('passphrase.label')} hint={t('passphrase.noRecovery')}>
        <Button
          onPress={() => {
            setChanging(true);
          }}
        >
          {t('settings.changePassphrase')}
        </Button>
      </Setting>
      {isChanging && (
        <ChangePassphraseDialog
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}
