// The window in the desktop app: its requests go over the preload's bridge, its sessions come as message ports.

import type { FromFace, ToFace } from '../../src/contract/messages.js';
import { type MessagePipe, portTransport } from '../../src/contract/port-transport.js';
import type { FaceTransport } from '../../src/contract/transport.js';
import {
  type KeyringState,
  SESSION_MESSAGE,
  type WindowBridge,
  type WindowEvent,
} from '../../src/contract/window-bridge.js';
import type { NotificationSubject, Shell, ShellKeyring } from './shell.js';

export function desktopShell(bridge: WindowBridge): Shell {
  const links = new Arrivals<string>();
  const clicks = new Arrivals<NotificationSubject>();
  // Not kept for later: whoever unlocks is not away any more.
  let onAbsence: ((because: 'idle' | 'sleep') => void) | undefined;
  const keyring = new DesktopKeyring(bridge);
  let session: FaceTransport | undefined;
  const onEvent = (event: WindowEvent) => {
    if (event.type === 'session-lost') session?.close();
    else if (event.type === 'keyring') keyring.become(event.state);
    else if (event.type === 'link') links.arrived(event.link);
    else if (event.type === 'away') onAbsence?.(event.because);
    else clicks.arrived({ tag: event.tag, messageId: event.messageId });
  };
  bridge.onEvent(onEvent);
  // The node need not find out by itself that a page is gone.
  window.addEventListener('pagehide', () => session?.close());
  const ports = new Ports();
  return {
    kind: 'desktop',
    can: { notify: true, badge: true, noticeSleep: true, autostart: true, folders: true },
    connect: async () => {
      session?.close();
      const port = ports.next();
      if (!(await bridge.request({ type: 'connect' })))
        throw new Error('asked for another session meanwhile');
      session = portTransport<FromFace, ToFace>(windowPipe(await port));
      return session;
    },
    copyText: async (text) => {
      await bridge.request({ type: 'copy', text });
    },
    saveFile: async ({ name, content }) =>
      bridge.request({ type: 'save', name, content: new Uint8Array(await content.arrayBuffer()) }),
    handOver: (id, file) => bridge.handOver(id, file),
    // What lies nowhere on the disk is a picture from the clipboard.
    carry: undefined,
    chooseFolder: async () => (await bridge.chooseFolder()) ?? undefined,
    download: undefined,
    showSaved: (transferId, how) =>
      bridge.request({ type: how === 'open' ? 'open-file' : 'show-in-folder', transferId }),
    setProgress: (share) => void bridge.request({ type: 'progress', share: share ?? null }),
    openLink: (url) => void bridge.request({ type: 'open-link', url }),
    notify: (notification) => void bridge.request({ type: 'notify', ...notification }),
    withdrawNotification: (tag) => void bridge.request({ type: 'withdraw', tag }),
    withdrawAllNotifications: () => void bridge.request({ type: 'withdraw-all' }),
    onNotificationClick: (listener) => clicks.listen(listener),
    onAway: (afterMs, listener) => {
      void bridge.request({ type: 'watch-idle', afterMs });
      onAbsence = listener;
      return () => {
        if (onAbsence === listener) onAbsence = undefined;
      };
    },
    autostart: (isOn) =>
      bridge.request({ type: 'autostart', change: isOn === undefined ? 'ask' : isOn ? 'on' : 'off' }),
    keyring,
    setUnread: (count) => void bridge.request({ type: 'unread', count }),
    onLink: (listener) => links.listen(listener),
  };
}

/** As main last told. */
class DesktopKeyring implements ShellKeyring {
  readonly #listeners = new Set<() => void>();
  #state: KeyringState = 'absent';

  constructor(private readonly bridge: WindowBridge) {}

  become(state: KeyringState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  readonly state = (): KeyringState => this.#state;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  keep(passphrase: string): Promise<boolean> {
    return this.bridge.request({ type: 'keep-passphrase', passphrase });
  }

  forget(): Promise<boolean> {
    return this.bridge.request({ type: 'forget-passphrase' });
  }
}

/** The ports of sessions, in the order they come. */
class Ports {
  #take: (port: MessagePort) => void = () => undefined;

  constructor() {
    window.addEventListener('message', ({ source, data, ports: [port] }) => {
      if (source === window && data === SESSION_MESSAGE && port) this.#take(port);
    });
  }

  next(): Promise<MessagePort> {
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  }
}

/** What comes before anybody listens waits. */
class Arrivals<Value> {
  #listener: ((value: Value) => void) | undefined;
  #waiting: Value[] = [];

  arrived(value: Value): void {
    if (this.#listener) this.#listener(value);
    else this.#waiting.push(value);
  }

  listen(listener: (value: Value) => void): () => void {
    this.#listener = listener;
    for (const value of this.#waiting.splice(0)) listener(value);
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }
}

function windowPipe(port: MessagePort): MessagePipe {
  return {
    post: (value) => {
      port.postMessage(value);
    },
    start: ({ message, gone }) => {
      port.addEventListener('message', ({ data }) => {
        message(data);
      });
      // Newer runtimes tell; elsewhere the last value and the app's own event do.
      port.addEventListener('close', gone);
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}
