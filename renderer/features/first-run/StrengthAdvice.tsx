import { useWords } from '../../words/use-words.js';
import { strengthOf } from './passphrase-advice.js';

const BARS = { hopeless: 0, weak: 1, fair: 2, good: 3 } as const;

export function StrengthAdvice({ passphrase, name }: { readonly passphrase: string; readonly name: string }) {
  const { t } = useWords();
  if (passphrase === '') return t('passphrase.advice');
  const strength = strengthOf(passphrase, name);
  return (
    <div className="strength" data-strength={strength} role="status">
      <div className="strength-bars" aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= BARS[strength]} />
        ))}
      </div>
      {t(`passphrase.strength.${strength}`)}
    </div>
  );
}
