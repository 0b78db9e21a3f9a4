// How it stands with a file, in words and as a bar.

import type { MetadataValue, StoredTransfer, TransferRow } from '../contract/values.js';
import { hint } from './program-name.js';
import { safeLine } from './terminal.js';
import { errorSentence } from './words.js';

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const BAR_CELLS = 20;

/** 999 bytes, 1.2 MB: decimal units, as file managers show them. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}

export function transferSentence(row: TransferRow): string {
  const { stage } = row;
  const settled = settledSentence(row);
  if (settled !== undefined) return settled;
  if (row.activity === 'held')
    return 'held back: nothing goes to this contact before you unblock it, or trust its new key';
  if (row.activity === 'sourceAway')
    return `the file is out of reach here; tries again by itself, and now with ${hint('resume ID')}`;
  if (row.activity === 'noSpace') return 'the disk is full; it goes on when there is room';
  if (row.activity === 'queued') return 'waits for its turn behind other files';
  if (row.activity === 'checking') return 'checking what is here';
  if (stage === 'accepted' || row.activity !== 'flowing') return waitingSentence(row);
  return `${percent(row)}, ${rate(row)}`;
}

/** Where nothing is known of how fast it goes: in a history. */
export function fileSentence(file: StoredTransfer): string {
  return settledSentence(file) ?? 'on its way';
}

function settledSentence(file: StoredTransfer): string | undefined {
  if (file.end) return endSentence(file.end, file.direction);
  if (file.stage === 'waiting') return 'waits behind other files of theirs';
  if (file.stage === 'offered') return offerSentence(file);
  if (file.stage === 'done') return doneSentence(file);
  if (file.pausedByMe) return 'paused by you';
  return file.pausedByPeer ? 'paused by them' : undefined;
}

function offerSentence({ direction, offerFailure, isPastBudget }: StoredTransfer): string {
  if (offerFailure) return `not sent: ${errorSentence(offerFailure)}`;
  if (direction === 'out') return 'waits to be accepted';
  return isPastBudget ? 'waits for your word: enough came without asking today' : 'waits for your word';
}

/** `[##########----------]  52 %  4.1 MB/s  12 s left` */
export function progressBar(row: TransferRow): string {
  const full = Math.round(share(row) * BAR_CELLS);
  const bar = `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}]`;
  const isFlowing = row.stage === 'running' && row.bytesPerSecond > 0;
  return `${bar} ${percent(row).padStart(5)}  ${isFlowing ? rate(row) : transferSentence(row)}`;
}

function endSentence({ reason, by }: NonNullable<TransferRow['end']>, direction: 'in' | 'out'): string {
  const who = by === 'me' ? 'you' : 'them';
  switch (reason) {
    case 'declined':
      return `declined by ${who}`;
    case 'cancelled':
      return `cancelled by ${who}`;
    case 'sourceChanged':
      return direction === 'out'
        ? `ended: the file changed since it was offered; send it as it is now with ${hint('send-new-version ID')}`
        : 'ended: the file changed at the sender, who may send the new version';
    case 'damaged':
      return 'ended: what came is not what was announced';
    case 'tooMany':
      return direction === 'out'
        ? `refused: too many files wait there already; once they took some, send it again with ${hint('send-new-version ID')}`
        : 'refused: too many files of theirs wait here';
    case 'gone':
      if (by === 'peer') return 'ended: they have it no more';
      return direction === 'out'
        ? `ended: the file cannot be read, or is not there any more; when it is, send it again with ${hint('send-new-version ID')}`
        : 'ended: this node does not know the file any more';
    case 'keyChanged':
      return direction === 'out'
        ? `ended with their former key; send it again with ${hint('send-new-version ID')}`
        : 'ended with their former key';
  }
}

function doneSentence({ direction, savedAs, saveError }: StoredTransfer): string {
  if (savedAs !== null) return `saved as ${safeLine(savedAs)}`;
  if (saveError !== null) return `received, but not saved: ${errorSentence(saveError)}`;
  return direction === 'in' ? 'received; kept encrypted in your home' : 'they have it';
}

function waitingSentence(row: TransferRow): string {
  if (row.direction === 'in' && share(row) === 1) return 'all of it came; waits for the word of its sender';
  const done = row.doneBytes > 0 ? `${percent(row)}, ` : '';
  return `${done}waits for the other side, goes on by itself`;
}

function rate({ bytesPerSecond, doneBytes, sizeBytes }: TransferRow): string {
  const left = bytesPerSecond > 0 ? Math.ceil((sizeBytes - doneBytes) / bytesPerSecond) : 0;
  return `${sizeText(bytesPerSecond)}/s${left > 0 ? `, ${durationText(left)} left` : ''}`;
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3_600) return `${String(Math.round(seconds / 60))} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

function percent(row: TransferRow): string {
  return `${String(Math.floor(share(row) * 100))} %`;
}

function share({ doneBytes, sizeBytes, stage }: TransferRow): number {
  if (stage === 'done') return 1;
  return sizeBytes === 0 ? 0 : doneBytes / sizeBytes;
}

/** What was taken off a photo: "place, time and camera (Exif), comments". */
export function metadataWords({ removed }: Pick<MetadataValue, 'removed'>): string {
  return removed.map((part) => METADATA_WORDS[part]).join(', ');
}

const METADATA_WORDS: Readonly<Record<MetadataValue['removed'][number], string>> = {
  exif: 'place, time and camera (Exif)',
  xmp: 'what programs noted (XMP)',
  iptc: 'captions and keywords (IPTC)',
  comment: 'comments',
  time: 'the time of its last change',
  thumbnail: 'a small copy of the picture',
  trailer: 'what stood behind the picture',
  other: 'notes of programs',
};
