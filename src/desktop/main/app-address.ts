// The addresses of the app itself, app://kith/…, and which file each names.

import { join, normalize, sep } from 'node:path';

export const APP_SCHEME = 'app';
const APP_HOST = 'kith';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** True for the pages this app loads, false for every other address. */
export function isAppAddress(address: string): boolean {
  return address.startsWith(`${APP_SCHEME}://${APP_HOST}/`);
}

/** The file inside `directory` an address names; undefined for addresses of others and for paths that leave it. */
export function appFile(address: string, directory: string): string | undefined {
  if (!isAppAddress(address)) return undefined;
  const path = decoded(new URL(address).pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  const file = normalize(join(directory, path));
  return file.startsWith(directory + sep) ? file : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
