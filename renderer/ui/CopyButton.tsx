import { Check, Copy } from 'lucide-react';
import { useWords } from '../words/use-words.js';
import { useCopying } from './copy-text.js';
import { IconButton } from './IconButton.js';

/** Copies, and says for a moment that it did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useWords();
  const { isCopied, copy } = useCopying(text);
  return (
    <IconButton icon={isCopied ? Check : Copy} label={isCopied ? t('common.copied') : label} onPress={copy} />
  );
}
