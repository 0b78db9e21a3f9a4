// Films put together from their boxes, around frames that a test has encoded, or around any bytes where nobody plays them.

/** Told to open at this many milliseconds a frame. */
const FRAME_MS = 100;
/** Three by three, as films have it: nothing is turned. */
const MATRIX = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

export interface Film {
  readonly width: number;
  readonly height: number;
  /** As VP9 has them, the first one a key frame. */
  readonly frames: readonly Uint8Array[];
}

/** Anything but a film to a player. */
export const NO_FRAMES: Film = {
  ...{ width: 300, height: 200 },
  frames: [Buffer.alloc(4_000, 1), Buffer.alloc(500_000, 2)],
};

/** As programs write it that prepare films for being played over a network: what it says of itself stands in front. */
export function filmSaidFirst(film: Film, ...between: readonly Buffer[]): Buffer {
  const before = FTYP.length + between.reduce((sum, part) => sum + part.length, 0);
  const length = movie(film, 0).length;
  return Buffer.concat([FTYP, movie(film, before + length + 8), ...between, data(film)]);
}

/** As cameras write it: what it says of itself comes last. */
export function filmSaidLast(film: Film, ...behind: readonly Buffer[]): Buffer {
  return Buffer.concat([FTYP, data(film), movie(film, FTYP.length + 8), ...behind]);
}

/** As recorders write it that may be cut off at any time: in fragments, each of which says what is in it. */
export function filmInFragments(film: Film): Buffer {
  return Buffer.concat([
    FTYP,
    movie({ ...film, frames: [] }, 0),
    box('moof', full('mfhd', 0, words(1))),
    data(film),
  ]);
}

export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([words(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

const FTYP = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1'));

function data({ frames }: Film): Buffer {
  return box('mdat', ...frames);
}

/** @param dataAt where the first frame stands in the file */
function movie({ width, height, frames }: Film, dataAt: number): Buffer {
  const length = frames.length * FRAME_MS;
  const header = full(
    'mvhd',
    0,
    words(0, 0, 1_000, length, 0x10000, 0x01000000, 0, 0),
    MATRIX,
    zeros(24),
    words(2),
  );
  const place = [words(0, 0, 1, 0, length, 0, 0, 0, 0), MATRIX, words(width << 16, height << 16)];
  const media = box(
    'mdia',
    full('mdhd', 0, words(0, 0, 1_000, length, 0x55c40000)),
    full('hdlr', 0, words(0), Buffer.from('vide', 'latin1'), zeros(13)),
    box(
      'minf',
      full('vmhd', 1, zeros(8)),
      box('dinf', full('dref', 0, words(1), full('url ', 1))),
      box('stbl', full('stsd', 0, words(1), sampleEntry(width, height)), ...samples(frames, dataAt)),
    ),
  );
  return box('moov', header, box('trak', full('tkhd', 3, ...place), media));
}

function sampleEntry(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(width, 0);
  size.writeUInt16BE(height, 2);
  return box(
    'vp09',
    ...[words(0, 1), zeros(16), size, words(0x480000, 0x480000, 0), Buffer.from([0, 1]), zeros(32)],
    ...[
      Buffer.from([0, 0x18, 0xff, 0xff]),
      full('vpcC', 0x01000000, Buffer.from([0, 10, 0x82, 2, 2, 2, 0, 0])),
    ],
  );
}

function samples(frames: readonly Uint8Array[], dataAt: number): readonly Buffer[] {
  const count = frames.length;
  const any = count > 0 ? 1 : 0;
  return [
    full('stts', 0, any ? words(1, count, FRAME_MS) : words(0)),
    full('stss', 0, any ? words(1, 1) : words(0)),
    full('stsc', 0, any ? words(1, 1, count, 1) : words(0)),
    full('stsz', 0, words(0, count, ...frames.map(({ length }) => length))),
    full('stco', 0, any ? words(1, dataAt) : words(0)),
  ];
}

/** A box that begins with its version and flags. */
function full(type: string, flags: number, ...parts: readonly Uint8Array[]): Buffer {
  return box(type, words(flags), ...parts);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}
