// What the sheet says of a photo: what is left out of it, or why nothing can be. Archives say that what is in them
// stays as it is, other files nothing.

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
    | 'attach.photo.folder';
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
): PhotoLine | undefined {
  if (outcome === 'nothing') return { key: 'attach.photo.nothing', isStopped: false, hasChoice: false };
  if (outcome === 'stripped') {
    const isTelling = removed.some((part) => TELLING.includes(part));
    const [kept, left] = isTelling ? (['kept', 'stripped'] as const) : (['keptUnknown', 'tidied'] as const);
    const key = keepMetadata ? kept : left;
    return { key: `attach.photo.${key}`, isStopped: false, hasChoice: true };
  }
  if (reason === 'folder' || extension === 'zip')
    return { key: 'attach.photo.folder', isStopped: false, hasChoice: false };
  if (reason !== 'damaged' && reason !== 'large') return undefined;
  const key = keepMetadata ? 'keptUnknown' : reason;
  return { key: `attach.photo.${key}`, isStopped: !keepMetadata, hasChoice: true };
}
