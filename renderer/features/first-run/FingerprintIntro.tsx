import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { useWords } from '../../words/use-words.js';
import './first-run.css';

export interface FingerprintIntroProps {
  readonly fingerprint: string;
  readonly onDone: () => void;
}

export function FingerprintIntro({ fingerprint, onDone }: FingerprintIntroProps) {
  const { t } = useWords();
  return (
    <main className="first-screen">
      <div className="first-card">
        <header className="first-head">
          <h1 className="display">{t('firstRun.fingerprintTitle')}</h1>
          <p className="muted">{t('firstRun.fingerprintText')}</p>
        </header>
        <div className="card">
          <Digits of={fingerprint} label={t('identity.fingerprint')} />
        </div>
        <ul className="first-section muted">
          <li>{t('firstRun.fingerprintWhy')}</li>
          <li>{t('firstRun.fingerprintSafe')}</li>
        </ul>
        <Button look="primary" isWide onPress={onDone}>
          {t('firstRun.continue')}
        </Button>
      </div>
    </main>
  );
}
