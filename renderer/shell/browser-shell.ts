// The window in a browser, served by `kith node --ui`.

import { openWebSocketTransport } from '../node-client/web-socket-transport.js';
import { onPageIdle } from './page-idle.js';
import { type Shell, ShellRefusal } from './shell.js';
import { upload } from './upload.js';

const UNAUTHORIZED = 401;
const TOKEN = /^#token=([\w-]+)$/u;

export function browserShell(): Shell {
  const entered = enter();
  return {
    kind: 'browser',
    can: { noticeSleep: false, folders: false },
    surroundings: undefined,
    connect: async () => {
      await entered;
      // A WebSocket that is refused does not say why.
      const { status } = await fetch('session', { credentials: 'same-origin' });
      if (status === UNAUTHORIZED) throw new ShellRefusal('not-allowed');
      const url = new URL('contract', location.href);
      url.protocol = 'ws:';
      url.hash = '';
      return openWebSocketTransport(url.href);
    },
    copyText: (text) => navigator.clipboard.writeText(text),
    saveFile: ({ name, content }) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(content);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return Promise.resolve(true);
    },
    handOver: () => Promise.resolve(false),
    carry: upload,
    chooseFolder: () => Promise.resolve(undefined),
    download: (transferId) => {
      const link = document.createElement('a');
      link.href = `download/${transferId}`;
      link.download = '';
      link.click();
    },
    showSaved: () => Promise.resolve(false),
    setProgress: () => undefined,
    openLink: (url) => {
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    notify: () => undefined,
    withdrawNotification: () => undefined,
    withdrawAllNotifications: () => undefined,
    onNotificationClick: () => () => undefined,
    onAway: (idleMs, listener) =>
      idleMs > 0
        ? onPageIdle(idleMs, () => {
            listener('idle');
          })
        : () => undefined,
    autostart: () => Promise.resolve(false),
    keyring: undefined,
    speak: () => undefined,
    setUnread: (count) => {
      document.title = count > 0 ? `(${String(count)}) Kith` : 'Kith';
    },
    onLink: () => () => undefined,
  };
}

/** Exchanges the token of the printed address for this browser's session; one that was used before changes nothing. */
async function enter(): Promise<void> {
  const token = TOKEN.exec(location.hash)?.[1];
  if (token === undefined) return;
  // It has done its duty once it is read: not in the history, not in a bookmark.
  history.replaceState(null, '', location.pathname);
  await fetch('session', { method: 'POST', body: token, credentials: 'same-origin' }).catch(() => undefined);
}
