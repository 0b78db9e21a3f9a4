// Which action a key means: by the character it types, and on a layout without Latin letters by its place on the keyboard.

import { type ActionId, ACTIONS, allKeysOf, ANY_DIGIT } from './bindings.js';

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

export interface Surroundings {
  readonly shell: 'desktop' | 'browser';
  readonly isMac: boolean;
}

export function actionOf(pressed: Pressed, { shell, isMac }: Surroundings): ActionId | undefined {
  if (pressed.isComposing) return undefined;
  const names = namesOf(pressed);
  const modifiers = [
    ...((isMac ? pressed.metaKey : pressed.ctrlKey) ? ['Mod'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    // Signs may need it to be typed at all.
    ...(pressed.shiftKey && names.some((name) => /^(?:\p{L}|\w{2,})$/u.test(name)) ? ['Shift'] : []),
  ];
  const combinations = names.map((name) => [...modifiers, name].join('+'));
  return ACTIONS.find((action) => allKeysOf(action, shell).some((keys) => combinations.includes(keys)));
}

/** What the key may be called in the table. */
function namesOf({ key, code }: Pressed): readonly string[] {
  if (key.length > 1) return [key];
  if (/^[1-9]$/u.test(key)) return [key, ANY_DIGIT];
  const character = key.toUpperCase();
  // A layout that types Latin letters means what it types; one that does not is meant by its places.
  if (/^[\u0020-\u024F]$/u.test(key) && !isMovedSign(code, key)) return [character];
  const place = PLACES[code] ?? /^Key([A-Z])$/u.exec(code)?.[1];
  return place === undefined ? [character] : [character, place];
}

/** A Russian layout types a dot where the slash is. */
function isMovedSign(code: string, key: string): boolean {
  const sign = PLACES[code];
  return sign !== undefined && key !== sign && /^[,./]$/u.test(key);
}

const PLACES: Readonly<Record<string, string>> = { Comma: ',', Slash: '/', Period: '.' };
