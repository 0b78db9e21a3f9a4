import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words/use-words.js';
import { PassphraseField } from './PassphraseField.js';

export interface NewPassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint: ReactNode;
  /** It stands beside the field in clear. */
  readonly isSuggested?: boolean;
  /** Read by its owner: shown in clear, or typed twice. */
  readonly onCertain: (isCertain: boolean) => void;
}

/** A passphrase nobody can recover: who does not see what they type types it twice. */
export function NewPassphraseField({ isSuggested = false, onCertain, ...field }: NewPassphraseFieldProps) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  const [again, setAgain] = useState('');
  const isCertain = isShown || isSuggested || again === field.value;
  useEffect(() => {
    onCertain(isCertain);
  }, [onCertain, isCertain]);
  const differs = again !== '' && !field.value.startsWith(again);
  return (
    <>
      <PassphraseField {...field} isNew isShown={isShown} onShown={setShown} />
      {!isShown && !isSuggested && (
        <PassphraseField
          label={t('passphrase.again')}
          value={again}
          onChange={setAgain}
          error={differs ? t('passphrase.differs') : undefined}
          isNew
          isShown={false}
          onShown={setShown}
        />
      )}
    </>
  );
}
