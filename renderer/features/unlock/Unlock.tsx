import { useEffect, useRef, useState } from 'react';
import { useConnectionState, useLiveView, useNode } from '../../node-client/use-node.js';
import { useKeyringState } from '../../shell/use-keyring.js';
import { Button } from '../../ui/Button.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { Strip } from '../../ui/Strip.js';
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
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string>();
  const [isChecking, setChecking] = useState(false);
  const isKeyringBusy = useKeyringState() === 'opening';
  const isBusy = isChecking || isOpening || isKeyringBusy;
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
        <KeyringTrouble />
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
        <Progress isBusy={isBusy} isOpening={isOpening} />
      </form>
    </main>
  );
}

function Progress({ isBusy, isOpening }: { readonly isBusy: boolean; readonly isOpening: boolean }) {
  const { t } = useWords();
  const { phase } = useConnectionState();
  const keyring = useKeyringState();
  const doing = () => {
    if (phase !== 'live') return 'unlock.nodeAway';
    if (isOpening) return 'unlock.opening';
    return keyring === 'opening' ? 'unlock.keyring.opening' : 'unlock.working';
  };
  return (
    <div className="unlock-progress" role="status">
      {isBusy && (
        <>
          <div className="progress-track">
            <div className="progress-bar" />
          </div>
          <p className="small muted">{t(doing())}</p>
        </>
      )}
    </div>
  );
}

/** Why the system's keyring, which was to open the node, did not. */
function KeyringTrouble() {
  const { t } = useWords();
  const state = useKeyringState();
  if (state !== 'outdated' && state !== 'unreadable') return null;
  return <Strip look="warning">{t(`unlock.keyring.${state}`)}</Strip>;
}

/** What the lock keeps away: eyes alone, or everything. */
function LockMeaning() {
  const { t } = useWords();
  const status = useLiveView('status', {}).rows[0];
  if (!status) return null;
  return (
    <p className="muted">
      {t(status.screenLocked ? 'unlock.screenText' : 'unlock.fullText')}
      {status.screenLocked && status.unreadUnmuted > 0 && (
        <>
          <br />
          {t('unlock.waiting', { count: status.unreadUnmuted })}
        </>
      )}
    </p>
  );
}
