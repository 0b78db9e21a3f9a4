import { useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { useShell } from '../../shell/use-shell.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { NewPassphraseField } from '../../ui/NewPassphraseField.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';

export function ChangePassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const { connection } = useNode();
  const { keyring } = useShell();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [isCertain, setCertain] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly field: 'old' | 'next'; readonly text: string }>();
  const change = async () => {
    setBusy(true);
    const changed = await connection.call('changePassword', { password: old, newPassword: next });
    setBusy(false);
    if (changed.ok) {
      // What it keeps opens nothing any more.
      const wasKept = keyring?.state() === 'on' && (await keyring.forget());
      remark({ text: t(wasKept ? 'settings.passphraseChangedKeyring' : 'settings.passphraseChanged') });
      onClose();
    } else if (changed.error.code === 'PASSWORD_WRONG') setError({ field: 'old', text: t('unlock.wrong') });
    else setError({ field: 'next', text: errorWords(changed.error) });
  };
  const canChange = old !== '' && next !== '' && isCertain;
  return (
    <Dialog title={t('settings.changePassphrase')} description={t('passphrase.noRecovery')} onClose={onClose}>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (canChange && !isBusy) void change();
        }}
      >
        <PassphraseField
          label={t('settings.oldPassphrase')}
          value={old}
          onChange={setOld}
          error={error?.field === 'old' ? error.text : undefined}
        />
        <NewPassphraseField
          label={t('settings.newPassphrase')}
          value={next}
          onChange={setNext}
          error={error?.field === 'next' ? error.text : undefined}
          hint={t('passphrase.advice')}
          onCertain={setCertain}
        />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" isBusy={isBusy} isDisabled={!canChange}>
            {t('settings.change')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
