// Runs sandboxed beside the window's page and gives it the bridge, nothing else.

import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import {
  SESSION_MESSAGE,
  WINDOW_BRIDGE,
  type WindowBridge,
  type WindowEvent,
} from '../../contract/window-bridge.js';
import { BRIDGE_CHANNEL, SESSION_CHANNEL } from '../main/bridge-channel.js';

// All that is needed of the browser's world; this file is compiled without its types.
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(data: string, targetOrigin: string, ports: unknown): void;
};

let deliver: ((event: WindowEvent) => void) | undefined;
const waiting: WindowEvent[] = [];

const bridge: WindowBridge = {
  request: (request) => ipcRenderer.invoke(BRIDGE_CHANNEL, request),
  onEvent: (listener) => {
    deliver = listener;
    for (const event of waiting.splice(0)) listener(event);
  },
};

ipcRenderer.on(BRIDGE_CHANNEL, (_: IpcRendererEvent, event: WindowEvent) => {
  if (deliver) deliver(event);
  else waiting.push(event);
});
// A port cannot cross the bridge; the page takes it from this message, which reaches no page but its own origin's.
ipcRenderer.on(SESSION_CHANNEL, ({ ports }) => {
  window.postMessage(SESSION_MESSAGE, window.location.origin, ports);
});

contextBridge.exposeInMainWorld(WINDOW_BRIDGE, bridge);
