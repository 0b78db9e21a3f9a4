// The gallery, built from the sources and served under the policy of the window.

import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serveWindow, type ServedWindow } from '../../../src/web/window-server.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Port 0 takes any. */
export async function serveGallery(port: number): Promise<ServedWindow> {
  await build({ configFile: `${ROOT}renderer/gallery/vite.config.js`, logLevel: 'warn' });
  return serveWindow({
    dir: `${ROOT}dist/gallery`,
    port,
    accept: (transport) => {
      transport.close();
    },
  });
}
