import { useEffect } from 'react';
import { useLiveView } from '../node-client/use-node.js';
import { useShell } from '../shell/use-shell.js';

/** What waits to be read, in tray and badge: the same before a lock and behind it. What is muted asks for nobody. */
export function useUnreadSign(): void {
  const shell = useShell();
  const unread = useLiveView('status', {}).rows[0]?.unreadUnmuted;
  useEffect(() => {
    if (unread !== undefined) shell.setUnread(unread);
  }, [shell, unread]);
}
