// npm run ui:gallery [port]: every component in every state, under the policy of the window, until it is stopped.

import { serveGallery } from './serve-gallery.js';

const { url } = await serveGallery(Number(process.argv[2] ?? 0));
process.stdout.write(`${url.split('#', 1)[0] ?? url}\n`);
