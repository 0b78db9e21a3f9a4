import type { AttachmentValue, ContactRow, MetadataValue } from '../../../src/contract/values.js';
import { ok } from '../../../src/base/result.js';
import { type Examples, HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { AttachedStrip } from './AttachedStrip.js';
import { AttachSheet, type AttachSheetProps } from './AttachSheet.js';
import type { Found, Photos } from './use-photos.js';

const nothing = () => undefined;
const person = (id: string, name: string): ContactRow => ({
  ...{ id, name, nodeId: id.repeat(2), nodeIdText: 'kith1example', conversationId: id.repeat(2) },
  ...{
    isNamedByOwner: false,
    profileName: name,
    fingerprint: '123450987612345098761234509876',
    state: 'approved',
    trust: 'compared',
  },
  ...{
    addresses: [],
    note: '',
    since: 0,
    queued: 0,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
    waits: null,
  },
});
const file = (id: string, name: string, extension: string, sizeBytes: number): AttachmentValue => ({
  ...{ id, name, extension, sizeBytes, keepMetadata: false },
});
const FILES = [
  file('1', 'Minutes of Thursday.pdf', 'pdf', 240_000),
  file('2', 'Harbour.jpg', 'jpg', 4_400_000),
  file('3', `${HARD_WORDS.long}.zip`, 'zip', 2_000_000_000),
];
const PHOTOS = [
  file('2', 'Harbour.jpg', 'jpg', 4_400_000),
  { ...file('4', `${HARD_WORDS.long}.jpg`, 'jpg', 3_100_000), keepMetadata: true },
  file('5', 'Drawing.png', 'png', 80_000),
  file('6', 'Half of it.jpg', 'jpg', 1_200_000),
  file('7', 'Map of the world.png', 'png', 400_000_000),
];
const EXIF: MetadataValue = { outcome: 'stripped', removed: ['exif'], reason: null };
const cannot = (reason: 'damaged' | 'large' | 'format'): MetadataValue => ({
  outcome: 'cannot',
  removed: [],
  reason,
});
const FOUND: Photos = new Map<string, Found>([
  ['2', ok(EXIF)],
  ['4', ok(EXIF)],
  ['5', ok({ outcome: 'nothing', removed: [], reason: null })],
  ['6', ok(cannot('damaged'))],
  ['7', ok(cannot('large'))],
]);
const UNCHANGED = [
  file('8', 'Ferry.mp4', 'mp4', 61_000_000),
  file('9', 'Gulls.m4a', 'm4a', 900_000),
  file('10', 'Pier.heic', 'heic', 2_100_000),
  file('11', 'Timetable.pdf', 'pdf', 120_000),
  file('12', 'Photos.zip', 'zip', 9_000_000),
  file('13', 'Shopping.txt', 'txt', 900),
];
const SHEET: Omit<AttachSheetProps, 'onClose'> = {
  contact: person('ab'.repeat(16), 'Bob'),
  others: [person('cd'.repeat(16), 'Carol'), person('ef'.repeat(16), HARD_WORDS.sentence)],
  files: FILES,
  photos: new Map([['2', ok(EXIF)]]),
  coming: [],
  caption: 'Here they are',
  onCaption: nothing,
  recipients: [],
  onRecipients: nothing,
  onOrder: nothing,
  onRemove: nothing,
  onKeep: nothing,
  onMore: nothing,
  onFolder: nothing,
  isSending: false,
  onSend: nothing,
};

const STRIP = { isSending: false, onShow: nothing, onRemove: nothing };

export const examples: Examples = {
  'attached and not sent': () => <AttachedStrip count={3} {...STRIP} />,
  'being sent': () => <AttachedStrip count={3} {...STRIP} isSending />,
  'a caption that was not sent': () => <AttachedStrip count={0} {...STRIP} />,
};

export const overlays: OverlayExamples = {
  'several files': (onClose) => <AttachSheet {...SHEET} onClose={onClose} />,
  'one is still coming': (onClose) => (
    <AttachSheet
      {...SHEET}
      files={FILES.slice(0, 1)}
      coming={[
        {
          ...{ id: '9', conversationId: 'c', name: 'Film of the harbour.mp4', cancel: nothing },
          ...{ sizeBytes: 90_000_000, sentBytes: 31_000_000 },
        },
      ]}
      onClose={onClose}
    />
  ),
  'being sent': (onClose) => <AttachSheet {...SHEET} isSending onClose={onClose} />,
  'photos of every kind': (onClose) => (
    <AttachSheet {...SHEET} files={PHOTOS} photos={FOUND} onClose={onClose} />
  ),
  'files that go unchanged': (onClose) => (
    <AttachSheet
      {...SHEET}
      files={UNCHANGED}
      photos={new Map(UNCHANGED.map(({ id }) => [id, ok(cannot('format'))]))}
      onClose={onClose}
    />
  ),
  'a caption that is too long': (onClose) => (
    <AttachSheet {...SHEET} caption={'From the weekend. '.repeat(2_000)} onClose={onClose} />
  ),
  'a caption alone': (onClose) => (
    <AttachSheet {...SHEET} files={[]} recipients={['cd'.repeat(16)]} onClose={onClose} />
  ),
  'nothing left to send': (onClose) => <AttachSheet {...SHEET} files={[]} caption="" onClose={onClose} />,
};
