import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { preferences, setPreferences } from '../preferences/preferences.js';

/** In a narrower window they lie over the conversation, as app.css has it. */
const BESIDE_REM = 68.75;

/**
 * Whether the details are open: as they were when the window was last open, where there is room for them beside the conversation.
 * Where they lie over it they are of one conversation alone: whoever goes to another one finds that, and not what covers it.
 */
export function useDetailsOpen(conversationId: string | undefined): readonly [boolean, () => void] {
  const [areOpen, setOpen] = useState(() => preferences.getState().areDetailsOpen && haveRoomBeside());
  const toggle = useCallback(() => {
    setOpen((were) => !were);
  }, []);
  useLayoutEffect(() => {
    if (!haveRoomBeside()) setOpen(false);
  }, [conversationId]);
  useEffect(() => {
    if (haveRoomBeside()) setPreferences({ areDetailsOpen: areOpen });
  }, [areOpen]);
  return [areOpen, toggle];
}

/** With larger letters there is less room in the same window. */
function haveRoomBeside(): boolean {
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return innerWidth >= BESIDE_REM * remPx;
}
