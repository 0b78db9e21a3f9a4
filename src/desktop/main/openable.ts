// Which saved files are opened with the system's program for them: kinds that only show something. Everything else, known or
// not, is shown in its folder and nothing more.

import { fileExtension, safeFileName } from '../../base/file-name.js';
import { basename } from 'node:path';

const SHOWN_ONLY = new Set(
  (
    'jpg jpeg png gif webp bmp tif tiff heic avif mp3 m4a aac ogg oga opus flac wav mp4 m4v webm mkv mov avi ogv ' +
    'pdf txt md csv log json odt ods odp docx xlsx pptx epub zip 7z tar gz'
  ).split(' '),
);

export function mayBeOpened(path: string): boolean {
  const name = basename(path);
  // A name that is not what it looks like has no kind.
  return safeFileName(name) === name && SHOWN_ONLY.has(fileExtension(name));
}
