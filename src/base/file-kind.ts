// What a file is by the end of its name: enough for a picture beside it and for what may be done with it. What its bytes
// are nobody knows before they are read.

import { fileExtension, safeFileName } from './file-name.js';

export type FileKind = 'image' | 'audio' | 'video' | 'document' | 'archive' | 'program' | 'other';

const EXTENSIONS: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  image: 'jpg jpeg png gif webp bmp tif tiff heic avif',
  audio: 'mp3 m4a aac ogg oga opus flac wav',
  video: 'mp4 m4v webm mkv mov avi ogv',
  document: 'pdf txt md csv log json odt ods odp docx xlsx pptx epub',
  archive: 'zip 7z tar gz tgz bz2 xz rar',
  program:
    'exe com bat cmd scr msi msix ps1 psm1 lnk url pif cpl hta js jse vbs vbe wsf reg jar app command sh bash desktop ' +
    'appimage deb rpm dmg pkg iso img py pyw rb pl docm xlsm pptm dll sys apk chm html htm svg',
};

const KINDS: ReadonlyMap<string, FileKind> = new Map(
  // The keys are kinds.
  (Object.entries(EXTENSIONS) as [FileKind, string][]).flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension) => [extension, kind] as const),
  ),
);

/** @param extension in lower case without the dot */
export function fileKind(extension: string): FileKind {
  return KINDS.get(extension) ?? 'other';
}

const SHOWN: Readonly<Record<string, 'image' | 'audio' | 'video'>> = {
  ...{ png: 'image', jpg: 'image', jpeg: 'image', webp: 'image', gif: 'image' },
  ...{ mp4: 'video', webm: 'video', opus: 'audio', mp3: 'audio', wav: 'audio' },
};

/** How the window may try to show it; whether it does is decided by its bytes. */
export function shownAs(extension: string): 'image' | 'audio' | 'video' | undefined {
  return Object.hasOwn(SHOWN, extension) ? SHOWN[extension] : undefined;
}

/** Whether the system may be asked to open it: only what shows something, under a name that is what it looks like. */
export function mayBeOpened(name: string): boolean {
  const kind = fileKind(fileExtension(name));
  return safeFileName(name) === name && kind !== 'program' && kind !== 'other';
}
