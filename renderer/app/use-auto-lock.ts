import { useEffect } from 'react';
import { useNode } from '../node-client/use-node.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { useShell } from '../shell/use-shell.js';
import { lock } from './lock.js';

const MINUTE_MS = 60_000;

/** Locks by itself when its owner is away, as far as they want that. */
export function useAutoLock(): void {
  const node = useNode();
  const shell = useShell();
  const { lock: how, idleMinutes, lockOnSleep } = usePreferences();
  useEffect(
    () =>
      shell.onAway(idleMinutes * MINUTE_MS, (because) => {
        if (because === 'idle' || lockOnSleep) void lock(node, how);
      }),
    [node, shell, how, idleMinutes, lockOnSleep],
  );
}
