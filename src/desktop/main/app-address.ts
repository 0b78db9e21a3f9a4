// The addresses of the app itself, app://kith/…, and which file each names.

import { join, normalize, sep } from 'node:path';
import { MEDIA_PATH } from '../../contract/media.js';

export const APP_SCHEME = 'app';
const APP_HOST = 'kith';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;
/** What files of people are shown under. */
export const APP_MEDIA = `${APP_SCHEME}://${APP_HOST}/${MEDIA_PATH}`;

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

/** What stands behind APP_MEDIA, to be checked; undefined for addresses that are no file of people. */
export function mediaId(address: string): string | undefined {
  return address.startsWith(APP_MEDIA) ? address.slice(APP_MEDIA.length) : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
