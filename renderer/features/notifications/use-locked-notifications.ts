// Behind a locked screen: that something came, and nothing else.

import { useEffect, useRef } from 'react';
import { useLiveView } from '../../node-client/use-node.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { useShell } from '../../shell/use-shell.js';
import { useSurroundings } from '../../shell/use-surroundings.js';
import { words } from '../../words/language.js';

const LOCKED_TAG = 'locked';

export function useLockedNotifications(): void {
  const shell = useShell();
  const canNotify = useSurroundings()?.notify ?? false;
  const { notices: level } = usePreferences();
  const unread = useLiveView('status', {}).rows[0]?.unreadUnmuted;
  const before = useRef<number>(undefined);
  useEffect(() => {
    // Those of the open window may hold names and texts.
    shell.withdrawAllNotifications();
    return () => {
      shell.withdrawNotification(LOCKED_TAG);
    };
  }, [shell]);
  useEffect(() => {
    if (unread === undefined) return;
    const isNews = before.current !== undefined && unread > before.current;
    before.current = unread;
    if (isNews && level !== 'off' && canNotify)
      shell.notify({
        ...{ tag: LOCKED_TAG, messageId: undefined, title: 'Kith' },
        body: words('notifications.message', { count: 1 }),
      });
  }, [shell, canNotify, level, unread]);
}
