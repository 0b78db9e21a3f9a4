import { useState } from 'react';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { PassphraseField } from '../../ui/PassphraseField.js';
import { TextField } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import './first-run.css';
import { generatePassphrase } from './passphrase-generator.js';
import { StrengthAdvice } from './StrengthAdvice.js';
import type { CreationErrors } from './use-create-identity.js';

export interface CreateIdentityProps {
  readonly isBusy: boolean;
  readonly errors: CreationErrors;
  readonly onCreate: (name: string, passphrase: string) => void;
}

const NAME_LIMIT = 64;

export function CreateIdentity({ isBusy, errors, onCreate }: CreateIdentityProps) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [suggestion, setSuggestion] = useState('');
  const canCreate = name.trim() !== '' && passphrase !== '';
  return (
    <main className="first-screen">
      <div className="first-card">
        <header className="first-head">
          <img className="first-mark" src="./icon.svg" alt="" />
          <h1 className="display">{t('firstRun.title')}</h1>
          <p className="muted">{t('firstRun.text')}</p>
        </header>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (canCreate && !isBusy) onCreate(name, passphrase);
          }}
        >
          <TextField
            label={t('firstRun.name')}
            hint={t('firstRun.nameHint')}
            value={name}
            onChange={setName}
            error={errors.name}
            limit={NAME_LIMIT}
            autoComplete="name"
          />
          <PassphraseField
            label={t('passphrase.label')}
            value={passphrase}
            onChange={setPassphrase}
            error={errors.passphrase}
            hint={<StrengthAdvice passphrase={passphrase} name={name} />}
            isNew
          />
          <Suggestion
            text={suggestion}
            onSuggest={() => {
              const next = generatePassphrase((count) => crypto.getRandomValues(new Uint8Array(count)));
              setSuggestion(next);
              setPassphrase(next);
            }}
          />
          {errors.other !== undefined && <p className="field-error">{errors.other}</p>}
          <Button type="submit" look="primary" isWide isBusy={isBusy} isDisabled={!canCreate}>
            {t(isBusy ? 'firstRun.creating' : 'firstRun.create')}
          </Button>
          <p className="small muted">{t('passphrase.noRecovery')}</p>
        </form>
      </div>
    </main>
  );
}

function Suggestion({ text, onSuggest }: { readonly text: string; readonly onSuggest: () => void }) {
  const { t } = useWords();
  return (
    <div className="field">
      <div className="generator">
        <span className="small muted">{t('passphrase.suggestText')}</span>
        <Button look="quiet" onPress={onSuggest}>
          {t('passphrase.suggest')}
        </Button>
      </div>
      {text !== '' && (
        <div className="copy-line">
          <code>{text}</code>
          <CopyButton text={text} label={t('passphrase.copy')} />
        </div>
      )}
    </div>
  );
}
