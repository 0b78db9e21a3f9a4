import { useEffect } from 'react';
import { useNode } from '../node-client/use-node.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { useShell } from '../shell/use-shell.js';
import { lock, lockUnused } from './lock.js';

const MINUTE_MS = 60_000;

/** Locks by itself when its owner is away, as far as they want that. */
export function useAutoLock(): void {
  const node = useNode();
  const shell = useShell();
  const { lock: how, idleMinutes, lockOnSleep } = usePreferences();
  useEffect(() => {
    const idleMs = idleMinutes * MINUTE_MS;
    let giveUp = (): void => undefined;
    const stop = shell.onAway(idleMs, (because) => {
      giveUp();
      if (because === 'idle') giveUp = lockUnused(node, how, idleMs);
      else if (lockOnSleep) void lock(node, how);
    });
    return () => {
      stop();
      giveUp();
    };
  }, [node, shell, how, idleMinutes, lockOnSleep]);
}
