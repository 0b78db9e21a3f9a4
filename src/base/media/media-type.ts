// What the window shows by itself: a closed list of types, told by the bytes of a file and never by what its sender said.

/** Everything else, SVG, HTML and PDF too, is a file to be saved. */
export const MEDIA_TYPES = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'audio/ogg; codecs=opus',
  'audio/mpeg',
  'audio/wav',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** The type of a file that begins with these bytes; undefined when it is none of the list. */
export function mediaTypeOf(head: Uint8Array): MediaType | undefined {
  if (startsWith(head, PNG) && textAt(head, 12, 4) === 'IHDR') return 'image/png';
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (/^GIF8[79]a$/u.test(textAt(head, 0, 6))) return 'image/gif';
  if (textAt(head, 0, 4) === 'RIFF') return riffType(head);
  if (textAt(head, 4, 4) === 'ftyp') return isMp4(head) ? 'video/mp4' : undefined;
  if (startsWith(head, EBML)) return isWebm(head) ? 'video/webm' : undefined;
  if (textAt(head, 0, 4) === 'OggS') return isOpus(head) ? 'audio/ogg; codecs=opus' : undefined;
  return isMp3(head) ? 'audio/mpeg' : undefined;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const EBML = [0x1a, 0x45, 0xdf, 0xa3];

function riffType(head: Uint8Array): MediaType | undefined {
  const form = textAt(head, 8, 4);
  if (form === 'WAVE') return 'audio/wav';
  return form === 'WEBP' && /^VP8[ LX]$/u.test(textAt(head, 12, 4)) ? 'image/webp' : undefined;
}

/** Brands of files that hold moving pictures or sound; those of still pictures (heic, avif) and QuickTime are others. */
const MP4_BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|M4[AV] |M4VP|dash|cmfc|msdh|mmp4)$/u;

function isMp4(head: Uint8Array): boolean {
  return MP4_BRANDS.test(textAt(head, 8, 4));
}

/** Matroska begins in the same way; what it is stands in the element DocType (0x4282). */
function isWebm(head: Uint8Array): boolean {
  for (let at = EBML.length; at + 7 <= Math.min(head.length, 64); at++) {
    if (head[at] === 0x42 && head[at + 1] === 0x82)
      return head[at + 2] === 0x84 && textAt(head, at + 3, 4) === 'webm';
  }
  return false;
}

/** The first packet of the first page; other sounds and pictures come in such pages too. */
function isOpus(head: Uint8Array): boolean {
  const segments = head[26] ?? 0;
  return textAt(head, 27 + segments, 8) === 'OpusHead';
}

/** A tag in front, or at once a frame whose header is possible. */
function isMp3(head: Uint8Array): boolean {
  if (textAt(head, 0, 3) === 'ID3') {
    const sizes = head.subarray(6, 10);
    return (head[3] ?? 0xff) < 0xff && sizes.length === 4 && sizes.every((part) => part < 0x80);
  }
  const [sync = 0, kind = 0, rates = 0] = head;
  const isLayer3 = (kind & 0xe6) === 0xe2;
  const hasVersion = (kind & 0x18) !== 0x08;
  const bitrate = rates >> 4;
  return sync === 0xff && isLayer3 && hasVersion && bitrate > 0 && bitrate < 15 && (rates & 0x0c) !== 0x0c;
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Latin text; shorter where the bytes end. */
function textAt(head: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...head.subarray(at, at + length));
}
