// Passing remarks: something was done, or could not be, with at most one thing to do about it.

import { Toast } from '@base-ui/react/toast';

export interface Remark {
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

const PLAIN_MS = 5_000;
/** As long as the node holds what can be taken back. */
const WITH_ACTION_MS = 10_000;

export const toastManager = Toast.createToastManager();

export function remark({ text, action }: Remark): void {
  toastManager.add({
    description: text,
    timeout: action ? WITH_ACTION_MS : PLAIN_MS,
    ...(action && { actionProps: { children: action.label, onClick: action.onPress } }),
  });
}
