import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { NewPassphraseField } from '../../ui/NewPassphraseField.js';
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
  const passphrase = usePassphrase();
  const [isCertain, setCertain] = useState(false);
  const first = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { text, suggestion } = passphrase;
  const canCreate = name.trim() !== '' && text !== '' && isCertain;
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
            if (canCreate && !isBusy) onCreate(name, text);
          }}
        >
          <TextField
            ref={first}
            label={t('firstRun.name')}
            hint={t('firstRun.nameHint')}
            value={name}
            onChange={setName}
            error={errors.name}
            limit={NAME_LIMIT}
            autoComplete="name"
          />
          <NewPassphraseField
            // Another one begins hidden, and is typed twice by whoever types it.
            key={suggestion}
            label={t('passphrase.label')}
            value={text}
            onChange={passphrase.type}
            error={errors.passphrase}
            hint={<StrengthAdvice passphrase={text} name={name} />}
            isSuggested={isTaken(passphrase)}
            onCertain={setCertain}
          />
          <Suggestion passphrase={passphrase} />
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

interface Passphrase {
  readonly text: string;
  readonly suggestion: string;
  /** What was typed before a suggestion took its place. */
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly suggest: () => void;
  readonly takeBack: () => void;
}

/** What the owner types, and suggestions that can be taken back. */
function usePassphrase(): Passphrase {
  const [text, setText] = useState('');
  const [suggestion, setSuggestion] = useState('');
  const [typed, setTyped] = useState('');
  return {
    text,
    suggestion,
    typed,
    type: setText,
    suggest: () => {
      const next = generatePassphrase((count) => crypto.getRandomValues(new Uint8Array(count)));
      if (text !== suggestion) setTyped(text);
      setSuggestion(next);
      setText(next);
    },
    takeBack: () => {
      setText(typed);
      setSuggestion('');
    },
  };
}

/** A suggestion nobody goes by is no longer shown: it would be noted down instead of what was chosen. */
function isTaken({ text, suggestion }: Passphrase): boolean {
  return suggestion !== '' && text === suggestion;
}

function Suggestion({ passphrase }: { readonly passphrase: Passphrase }) {
  const { t } = useWords();
  const { suggestion, typed, suggest, takeBack } = passphrase;
  const isShown = isTaken(passphrase);
  return (
    <div className="field">
      <div className="generator">
        <span className="small muted">{t('passphrase.suggestText')}</span>
        <span>
          {isShown && typed !== '' && (
            <Button look="quiet" onPress={takeBack}>
              {t('passphrase.back')}
            </Button>
          )}
          <Button look="quiet" onPress={suggest}>
            {t('passphrase.suggest')}
          </Button>
        </span>
      </div>
      {isShown && (
        <div className="copy-line">
          <code>{suggestion}</code>
          <CopyButton text={suggestion} label={t('passphrase.copy')} />
        </div>
      )}
    </div>
  );
}
