import { Eye, EyeOff } from 'lucide-react';
import { type Ref, type ReactNode, useState } from 'react';
import { useWords } from '../words/use-words.js';
import { IconButton } from './IconButton.js';
import { TextField } from './TextField.js';

export interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly isNew?: boolean;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

export function PassphraseField({ isNew = false, ...field }: PassphraseFieldProps) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...field}
      isHidden={!isShown}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      action={
        <IconButton
          icon={isShown ? EyeOff : Eye}
          label={t(isShown ? 'passphrase.hide' : 'passphrase.show')}
          onPress={() => {
            setShown(!isShown);
          }}
        />
      }
    />
  );
}
