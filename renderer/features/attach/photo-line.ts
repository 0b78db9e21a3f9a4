// What the sheet says of a file: what is left out of a photo, or why nothing can be, and of any other file what stays in it.

import { type FileKind, fileKind } from '../../../src/base/file-kind.js';
import type { AttachmentValue, MetadataValue } from '../../../src/contract/values.js';

export interface PhotoLine {
  readonly key:
    | 'attach.photo.stripped'
    | 'attach.photo.tidied'
    | 'attach.photo.nothing'
    | 'attach.photo.kept'
    | 'attach.photo.keptUnknown'
    | 'attach.photo.damaged'
    | 'attach.photo.large'
    | 'attach.photo.folder'
    | 'attach.photo.film'
    | 'attach.photo.otherPicture'
    | 'attach.photo.document'
    | 'attach.photo.unchanged';
  /** It cannot be sent unless its owner says that it goes as it is. */
  readonly isStopped: boolean;
  /** Sending it as it is would make a difference. */
  readonly hasChoice: boolean;
}

/** Where these are, there may be a place, a time or a camera. */
const TELLING: readonly MetadataValue['removed'][number][] = ['exif', 'xmp', 'iptc', 'time'];

export function photoLine(
  { outcome, removed, reason }: MetadataValue,
  { keepMetadata, extension }: Pick<AttachmentValue, 'keepMetadata' | 'extension'>,
): PhotoLine {
  if (outcome === 'nothing') return { key: 'attach.photo.nothing', isStopped: false, hasChoice: false };
  if (outcome === 'stripped') {
    const isTelling = removed.some((part) => TELLING.includes(part));
    const [kept, left] = isTelling ? (['kept', 'stripped'] as const) : (['keptUnknown', 'tidied'] as const);
    const key = keepMetadata ? kept : left;
    return { key: `attach.photo.${key}`, isStopped: false, hasChoice: true };
  }
  if (reason === 'damaged' || reason === 'large') {
    const key = keepMetadata ? 'keptUnknown' : reason;
    return { key: `attach.photo.${key}`, isStopped: !keepMetadata, hasChoice: true };
  }
  const key = reason === 'folder' ? 'folder' : unchangedKey(extension);
  return { key: `attach.photo.${key}`, isStopped: false, hasChoice: false };
}

/** What such files say of whoever made them. Nobody looked into this one. */
const UNCHANGED: Readonly<Partial<Record<FileKind, 'otherPicture' | 'film' | 'folder'>>> = {
  image: 'otherPicture',
  video: 'film',
  audio: 'film',
  archive: 'folder',
};
const AUTHORED: ReadonlySet<string> = new Set('pdf odt ods odp docx xlsx pptx epub'.split(' '));

function unchangedKey(extension: string) {
  if (AUTHORED.has(extension)) return 'document';
  return UNCHANGED[fileKind(extension)] ?? 'unchanged';
}
