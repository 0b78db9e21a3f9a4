import type { Preferences } from '../../preferences/read-preferences.js';

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/** What browsers report for a key an input method has taken. */
const TAKEN_BY_INPUT_METHOD = 229;

/** Whether the key sends; during composition it belongs to the input method. */
export function sendsMessage(pressed: Pressed, sendKey: Preferences['sendKey']): boolean {
  // The only way to tell that an input method ends its composition with this very key.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- no other property says it in every browser
  const isComposing = pressed.isComposing || pressed.keyCode === TAKEN_BY_INPUT_METHOD;
  if (pressed.key !== 'Enter' || isComposing || pressed.shiftKey || pressed.altKey) return false;
  const isWithControl = pressed.ctrlKey || pressed.metaKey;
  return sendKey === 'enter' ? !isWithControl : isWithControl;
}
