// What no page may do in this app, whatever ran in it: go elsewhere, open windows, embed pages, use the machine's devices.

import { app, type Session, type WebContents } from 'electron';
import { isAppAddress } from './app-address.js';

/** Holds for every web contents that will exist. Before the first window. */
export function enforceWindowPolicy(): void {
  app.on('web-contents-created', (_, contents) => {
    restrict(contents);
  });
}

/** The window needs none of Chromium's permissions: notifications and the clipboard go through the bridge. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, __, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Spelling dictionaries would be fetched from a server.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

function restrict(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    // A reload of the app's own page is all that is left.
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
}
