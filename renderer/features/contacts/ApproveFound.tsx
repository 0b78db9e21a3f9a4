import { useState } from 'react';
import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { TextField, type TextFieldProps } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import type { AddContact, Found } from './use-add-contact.js';

export interface ApproveFoundProps {
  readonly found: Found;
  readonly adding: Pick<AddContact, 'isBusy' | 'error' | 'ask' | 'startOver'>;
  readonly onContact: (contactId: string) => void;
}

const NAME_LIMIT = 64;
const NOTE_LIMIT = 500;
const FORMER_KEY_LIMIT = 4_096;

export function ApproveFound({ found, adding, onContact }: ApproveFoundProps) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [formerKey, setFormerKey] = useState('');
  const { contactId } = found;
  const ask = async () => {
    const asked = await adding.ask({ name, note, formerKey });
    if (asked !== undefined) onContact(asked);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (contactId !== null) onContact(contactId);
        else if (!adding.isBusy) void ask();
      }}
    >
      <p className="muted">{t(`add.${foundText(found)}`, { address: found.address ?? '' })}</p>
      <Digits of={found.fingerprint} label={t('identity.fingerprint')} />
      {contactId === null && (
        <>
          <TextField
            label={t('add.name')}
            hint={t('add.nameHint')}
            value={name}
            onChange={setName}
            limit={NAME_LIMIT}
          />
          <TextField
            label={t('add.note')}
            hint={t('add.noteHint')}
            value={note}
            onChange={setNote}
            limit={NOTE_LIMIT}
            isMultiline
          />
          <FormerKey value={formerKey} onChange={setFormerKey} />
        </>
      )}
      {adding.error !== undefined && (
        <p className="field-error" ref={intoView}>
          {adding.error}
        </p>
      )}
      <div className="dialog-actions">
        <Button onPress={adding.startOver}>{t('common.back')}</Button>
        <Button type="submit" look="primary" isBusy={adding.isBusy}>
          {t(contactId === null ? (found.fromLink ? 'add.ask' : 'add.matches') : 'add.open')}
        </Button>
      </div>
    </form>
  );
}

/** The form may be longer than the window. */
function intoView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' });
}

function FormerKey({ value, onChange }: Pick<TextFieldProps, 'value' | 'onChange'>) {
  const { t } = useWords();
  return (
    <details className="fold">
      <summary>{t('add.hadKey')}</summary>
      <TextField
        label={t('add.formerKey')}
        hint={t('add.formerKeyHint')}
        placeholder="kith1…"
        value={value}
        onChange={onChange}
        limit={FORMER_KEY_LIMIT}
      />
    </details>
  );
}

function foundText({ contactId, fromLink, reached, address }: Found) {
  if (contactId !== null) return 'known';
  if (!reached) return address === null ? 'linkNowhere' : 'linkUnreached';
  return fromLink ? 'linkReached' : 'compareDigits';
}
