import { useEffect, useRef, useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import './unlock.css';

export function Unlock() {
  const { t } = useWords();
  const { connection } = useNode();
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const unlock = async () => {
    setBusy(true);
    setError(undefined);
    const opened = await connection.call('unlock', { password: passphrase });
    setBusy(false);
    if (opened.ok) return;
    setError(opened.error.code === 'PASSWORD_WRONG' ? t('unlock.wrong') : errorWords(opened.error));
    // Typing goes on where it went wrong.
    field.current?.select();
  };
  return (
    <main className="unlock">
      <form
        className="unlock-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !isBusy) void unlock();
        }}
      >
        <img className="unlock-mark" src="./icon.svg" alt="" />
        <h1 className="display">{t('unlock.title')}</h1>
        <PassphraseField
          ref={field}
          label={t('passphrase.label')}
          value={passphrase}
          onChange={setPassphrase}
          error={error}
        />
        <Button type="submit" look="primary" isWide isBusy={isBusy} isDisabled={passphrase === ''}>
          {t('unlock.unlock')}
        </Button>
        <div className="unlock-progress" role="status">
          {isBusy && (
            <>
              <div className="progress-track">
                <div className="progress-bar" />
              </div>
              <p className="small muted">{t('unlock.working')}</p>
            </>
          )}
        </div>
      </form>
    </main>
  );
}
