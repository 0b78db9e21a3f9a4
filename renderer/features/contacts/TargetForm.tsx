import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import { TextField } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import { readQr } from './read-qr.js';
import type { AddContact } from './use-add-contact.js';

export interface TargetFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly adding: Pick<AddContact, 'isBusy' | 'error' | 'lookUp'>;
  readonly onClose: () => void;
}

const TARGET_LIMIT = 4_096;

export function TargetForm({ text, onText, adding, onClose }: TargetFormProps) {
  const { t } = useWords();
  const [qrError, setQrError] = useState<string>();
  const readImage = async (file: File) => {
    const found = await readQr(file);
    setQrError(found === undefined ? t('add.noQr') : undefined);
    if (found !== undefined) onText(found);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !adding.isBusy) void adding.lookUp(text);
      }}
    >
      <TextField
        label={t('add.target')}
        placeholder="alice.example.org:8443"
        hint={t('add.targetHint')}
        error={adding.error ?? qrError}
        value={text}
        onChange={onText}
        limit={TARGET_LIMIT}
      />
      <QrChoice onFile={(file) => void readImage(file)} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" look="primary" isBusy={adding.isBusy} isDisabled={text.trim() === ''}>
          {t('add.find')}
        </Button>
      </div>
    </form>
  );
}

function QrChoice({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Button look="quiet" onPress={() => input.current?.click()}>
        <Icon of={ImageUp} size={18} />
        {t('add.fromImage')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </div>
  );
}
