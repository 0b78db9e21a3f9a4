import { useEffect, useRef, useState } from 'react';
import { useConnectionState, useLiveView, useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import './unlock.css';

export interface UnlockProps {
  /** The passphrase was right, and what it opens is on its way. */
  readonly isOpening: boolean;
}

export function Unlock({ isOpening }: UnlockProps) {
  const { t } = useWords();
  const { connection } = useNode();
  const { phase } = useConnectionState();
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string>();
  const [isChecking, setChecking] = useState(false);
  const isBusy = isChecking || isOpening;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const unlock = async () => {
    setChecking(true);
    setError(undefined);
    // It may be starting again.
    await connection.whenLive();
    const opened = await connection.call('unlock', { password: passphrase });
    setChecking(false);
    if (opened.ok) {
      setPassphrase('');
      return;
    }
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
        <LockMeaning />
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
              <p className="small muted">{t(progressKey(phase === 'live', isOpening))}</p>
            </>
          )}
        </div>
      </form>
    </main>
  );
}

function progressKey(isLive: boolean, isOpening: boolean) {
  if (!isLive) return 'unlock.nodeAway';
  return isOpening ? 'unlock.opening' : 'unlock.working';
}

/** What the lock keeps away: eyes alone, or everything. */
function LockMeaning() {
  const { t } = useWords();
  const status = useLiveView('status', {}).rows[0];
  if (!status) return null;
  return (
    <p className="muted">
      {t(status.screenLocked ? 'unlock.screenText' : 'unlock.fullText')}
      {status.screenLocked && status.unread > 0 && (
        <>
          <br />
          {t('unlock.waiting', { count: status.unread })}
        </>
      )}
    </p>
  );
}
