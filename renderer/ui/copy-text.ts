import { useEffect, useState } from 'react';
import type { Shell } from '../shell/shell.js';
import { useShell } from '../shell/use-shell.js';
import { words } from '../words/language.js';
import { remark } from './toasts.js';

const SHOWN_MS = 2_000;

/** Whether it was copied; where it was not, the owner is told. */
export async function copyText(shell: Pick<Shell, 'copyText'>, text: string): Promise<boolean> {
  try {
    await shell.copyText(text);
    return true;
  } catch {
    remark({ text: words('common.notCopied') });
    return false;
  }
}

/** For a button that copies, and says for a moment that it did. */
export function useCopying(text: string): { readonly isCopied: boolean; readonly copy: () => void } {
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
  return { isCopied, copy: () => void copyText(shell, text).then(setCopied) };
}
