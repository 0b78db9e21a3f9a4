// The window in the desktop app: its requests go over the preload's bridge, its sessions come as message ports.

import type { FromFace, ToFace } from '../../src/contract/messages.js';
import { type MessagePipe, portTransport } from '../../src/contract/port-transport.js';
import type { FaceTransport } from '../../src/contract/transport.js';
import {
  type KeyringState,
  SESSION_MESSAGE,
  type Surroundings,
  type WindowBridge,
  type WindowEvent,
} from '../../src/contract/window-bridge.js';
import type { NotificationSubject, Shell, ShellKeyring, ShellSurroundings } from './shell.js';

export function desktopShell(bridge: WindowBridge): Shell {
  const links = new Arrivals<string>();
  const clicks = new Arrivals<NotificationSubject>();
  // Not kept for later: whoever unlocks is not away any more.
  let onAbsence: ((because: 'idle' | 'sleep') => void) | undefined;
  const keyring = new Told<KeyringState>('absent');
  const surroundings = new Told<Surroundings>(NOTHING);
  let session: FaceTransport | undefined;
  const onEvent = (event: WindowEvent) => {
    if (event.type === 'session-lost') session?.close();
    else if (event.type === 'keyring') keyring.tell(event.state);
    else if (event.type === 'surroundings') surroundings.tell(event.are);
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
    can: { noticeSleep: true, folders: true },
    surroundings: surroundingsOf(surroundings, bridge),
    connect: async () => {
      session?.close();
      const port = ports.next();
      if (!(await bridge.request({ type: 'connect' })))
        throw new Error('asked for another session meanwhile');
      session = portTransport<FromFace, ToFace>(windowPipe(await port));
      return session;
    },
    copyText: (text) => copyText(bridge, text),
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
    keyring: keyringOf(keyring, bridge),
    speak: (language) => void bridge.request({ type: 'language', language }),
    setUnread: (count) => void bridge.request({ type: 'unread', count }),
    onLink: (listener) => links.listen(listener),
  };
}

const NOTHING: Surroundings = {
  notify: false,
  badge: false,
  autostart: false,
  tray: false,
  whenClosed: 'ask',
};

function keyringOf({ now, onChange }: Told<KeyringState>, bridge: WindowBridge): ShellKeyring {
  return {
    state: now,
    onChange,
    keep: (passphrase) => bridge.request({ type: 'keep-passphrase', passphrase }),
    forget: () => bridge.request({ type: 'forget-passphrase' }),
  };
}

function surroundingsOf({ now, onChange }: Told<Surroundings>, bridge: WindowBridge): ShellSurroundings {
  return {
    are: now,
    onChange,
    setWhenClosed: (does) => void bridge.request({ type: 'when-closed', does }),
  };
}

async function copyText(bridge: WindowBridge, text: string): Promise<void> {
  if (!(await bridge.request({ type: 'copy', text }))) throw new Error('not copied');
}

/** As main last told. */
class Told<Value> {
  readonly #listeners = new Set<() => void>();

  constructor(private value: Value) {}

  tell(value: Value): void {
    this.value = value;
    for (const listener of this.#listeners) listener();
  }

  readonly now = (): Value => this.value;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
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
