// What a page of the app may load and do. The window's own files, nothing else: no network, no inline code, no plugins.

import { APP_MEDIA } from './app-address.js';

/** `trustedTypes`: names of the policies the window itself makes. */
export function contentPolicy(trustedTypes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    `media-src ${APP_MEDIA}`,
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(' ') || "'none'"}`,
  ].join('; ');
}
