import { useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';

export interface KeyringDialogProps {
  /** False: the keyring did not take it. */
  readonly keep: (passphrase: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Says what it costs, and has the owner prove that it is them. */
export function KeyringDialog({ keep, onClose }: KeyringDialogProps) {
  const { t } = useWords();
  const { connection } = useNode();
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const switchOn = async () => {
    setBusy(true);
    const proved = await connection.call('checkPassword', { password: passphrase });
    const isKept = proved.ok && (await keep(passphrase));
    setBusy(false);
    if (isKept) onClose();
    else if (proved.ok) setError(t('settings.keyringRefused'));
    else setError(proved.error.code === 'PASSWORD_WRONG' ? t('unlock.wrong') : errorWords(proved.error));
  };
  return (
    <Dialog title={t('settings.keyring')} description={t('settings.keyringMeaning')} onClose={onClose}>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !isBusy) void switchOn();
        }}
      >
        <PassphraseField
          label={t('passphrase.label')}
          value={passphrase}
          onChange={setPassphrase}
          error={error}
        />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" isBusy={isBusy} isDisabled={passphrase === ''}>
            {t('settings.keyringSwitchOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
