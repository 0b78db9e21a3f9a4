import { useWords } from '../../words/use-words.js';
import { strengthOf } from './passphrase-advice.js';

const BARS = { hopeless: 0, weak: 1, fair: 2, good: 3 } as const;

export function StrengthAdvice({ passphrase, name }: { readonly passphrase: string; readonly name: string }) {
  const { t } = useWords();
  const strength = passphrase === '' ? undefined : strengthOf(passphrase, name);
  const bars = strength === undefined ? 0 : BARS[strength];
  return (
    <div className="strength" data-strength={strength} role="status">
      <div className="strength-bars" aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= bars} />
        ))}
      </div>
      {t(strength === undefined ? 'passphrase.advice' : `passphrase.strength.${strength}`)}
    </div>
  );
}
