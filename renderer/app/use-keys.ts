import { useEffect } from 'react';
import { actionOf } from '../commands/match-key.js';
import { IS_MAC } from '../shell/is-mac.js';
import { useShell } from '../shell/use-shell.js';
import { hasOverlay } from '../ui/has-overlay.js';
import type { WindowActions } from './actions.js';
import { overlay } from './overlays.js';

/** Keys of the table do what it says, and a letter typed outside of any field goes to the composer. */
export function useKeys(actions: WindowActions): void {
  const { kind: shell } = useShell();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Whatever lies over the window has the keys.
      if (overlay.getState().open || hasOverlay()) return;
      const action = actionOf(event, { shell, isMac: IS_MAC });
      if (action) {
        event.preventDefault();
        actions[action](event);
      } else if (isLetter(event) && !isTyping(event.target)) {
        // Focused before the key is handled, the field receives the letter.
        document.querySelector<HTMLElement>('.composer textarea')?.focus();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [actions, shell]);
}

function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return /^[\p{L}\p{N}]$/u.test(key) && !ctrlKey && !metaKey && !altKey;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
