import { useStore } from 'zustand';
import { preferences } from './preferences.js';
import type { Preferences } from './read-preferences.js';

export function usePreferences(): Preferences {
  return useStore(preferences);
}
