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
  /** Who decides whether it is in clear; without, the field itself. */
  readonly isShown?: boolean;
  readonly onShown?: (isShown: boolean) => void;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

export function PassphraseField({ isNew = false, isShown, onShown, ...field }: PassphraseFieldProps) {
  const { t } = useWords();
  const [isOwnShown, setOwnShown] = useState(false);
  const isInClear = isShown ?? isOwnShown;
  return (
    <TextField
      {...field}
      isHidden={!isInClear}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      action={
        <IconButton
          icon={isInClear ? EyeOff : Eye}
          label={t(isInClear ? 'passphrase.hide' : 'passphrase.show')}
          onPress={() => {
            (onShown ?? setOwnShown)(!isInClear);
          }}
        />
      }
    />
  );
}
