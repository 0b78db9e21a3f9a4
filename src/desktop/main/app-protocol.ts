// Serves the window's files as app://kith/…, each with the policy it runs under, and files of people under app://kith/media/.

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { APP_SCHEME, appFile, mediaId } from './app-address.js';
import type { AppMedia } from './app-media.js';
import { contentPolicy } from './content-policy.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Before the app is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/** Once the app is ready. */
export function serveApp(directory: string, media: Pick<AppMedia, 'answer'>): void {
  protocol.handle(APP_SCHEME, (request) => {
    const id = mediaId(request.url);
    if (id === undefined) return respond(request, directory);
    return request.method === 'GET' ? media.answer(id, request.headers.get('range')) : answer(404);
  });
}

async function respond({ method, url }: Request, directory: string): Promise<Response> {
  const file = appFile(url, directory);
  const type = file === undefined ? undefined : TYPES[extname(file)];
  if (method !== 'GET' || file === undefined || type === undefined) return answer(404);
  try {
    return answer(200, type, await readFile(file));
  } catch {
    return answer(404);
  }
}

function answer(status: number, type = 'text/plain', body: Uint8Array<ArrayBuffer> | null = null): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': contentPolicy([]),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
