import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useShell } from '../shell/use-shell.js';
import { useWords } from '../words/use-words.js';
import { IconButton } from './IconButton.js';

const SHOWN_MS = 2_000;

/** Copies, and says for a moment that it did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useWords();
  const shell = useShell();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  return (
    <IconButton
      icon={isCopied ? Check : Copy}
      label={isCopied ? t('common.copied') : label}
      onPress={() => {
        shell.copyText(text).then(
          () => {
            setCopied(true);
          },
          () => undefined,
        );
      }}
    />
  );
}
