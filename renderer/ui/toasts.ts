// Passing remarks: something was done, or could not be, with at most one thing to do about it.

import { Toast } from '@base-ui/react/toast';
import type { ReactElement } from 'react';

export interface Remark {
  /** Words, or an element where names of people stand among them. */
  readonly text: string | ReactElement;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** Until it is closed. */
  readonly staysOpen?: boolean;
}

const PLAIN_MS = 5_000;
const WITH_ACTION_MS = 10_000;
/** A slow reader's, who was looking elsewhere. */
const PER_CHARACTER_MS = 80;

export const toastManager = Toast.createToastManager();

/** @returns what `closeRemark` closes */
export function remark({ text, action, staysOpen = false }: Remark): string {
  const characters = typeof text === 'string' ? text.length : 0;
  return toastManager.add({
    description: text,
    timeout: staysOpen ? 0 : Math.max(action ? WITH_ACTION_MS : PLAIN_MS, characters * PER_CHARACTER_MS),
    ...(action && { actionProps: { children: action.label, onClick: action.onPress } }),
  });
}

export function closeRemark(id: string): void {
  toastManager.close(id);
}
