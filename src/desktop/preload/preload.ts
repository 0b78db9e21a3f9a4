// Runs sandboxed beside the window's page and gives it the bridge, nothing else.

import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron';
import {
  SESSION_MESSAGE,
  WINDOW_BRIDGE,
  type WindowBridge,
  type WindowEvent,
} from '../../contract/window-bridge.js';
import { BRIDGE_CHANNEL, FILE_CHANNEL, FOLDER_CHANNEL, SESSION_CHANNEL } from '../main/bridge-channel.js';

// All that is needed of the browser's world; this file is compiled without its types.
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(data: string, targetOrigin: string, ports: unknown): void;
};

let deliver: ((event: WindowEvent) => void) | undefined;
const waiting: WindowEvent[] = [];

const bridge: WindowBridge = {
  request: (request) => ipcRenderer.invoke(BRIDGE_CHANNEL, request),
  handOver: (id, file) => {
    const path = pathOf(file);
    return path === '' ? Promise.resolve(false) : ipcRenderer.invoke(FILE_CHANNEL, { id, path });
  },
  chooseFolder: () => ipcRenderer.invoke(FOLDER_CHANNEL),
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

/** Empty: it lies nowhere on the disk. Electron before 29 knows it as a property of the file. */
function pathOf(file: unknown): string {
  const utils = webUtils as typeof webUtils | undefined;
  try {
    return utils ? utils.getPathForFile(file as never) : ((file as { path?: string }).path ?? '');
  } catch {
    return '';
  }
}

contextBridge.exposeInMainWorld(WINDOW_BRIDGE, bridge);
