// How the owner wants the window to look. Kept by the window itself, for this machine; nothing of it is secret.

import { createStore } from 'zustand/vanilla';
import { type Preferences, readPreferences } from './read-preferences.js';

const KEY = 'kith.preferences';

export const preferences = createStore<Preferences>(() => readPreferences(localStorage.getItem(KEY)));

/** Another window of this browser changed them. */
addEventListener('storage', ({ key, newValue }) => {
  if (key === KEY) preferences.setState(readPreferences(newValue));
});

export function setPreferences(changes: Partial<Preferences>): void {
  preferences.setState(changes);
  localStorage.setItem(KEY, JSON.stringify(preferences.getState()));
}
