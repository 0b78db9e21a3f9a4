import type { TransferRow } from '../../src/contract/values.js';
import { type Examples, HARD_WORDS } from '../gallery/examples.js';
import { FileCard } from './FileCard.js';
import { FileMedia } from './FileMedia.js';
import type { FileActions } from './file-actions.js';

const ACTIONS: FileActions = { can: { saveAs: true, showSaved: true }, run: () => undefined };
const FILE: TransferRow = {
  ...{ id: '0'.repeat(32), contactId: '1'.repeat(32), contactName: 'Bob', conversationId: '2'.repeat(64) },
  ...{
    direction: 'in',
    name: 'Minutes of Thursday.pdf',
    extension: 'pdf',
    mediaType: '',
    sizeBytes: 4_400_000,
  },
  ...{
    stage: 'running',
    pausedByMe: false,
    pausedByPeer: false,
    end: null,
    savedAs: null,
    saveError: null,
    offerFailure: null,
    isPastBudget: false,
    contentCode: null,
    isFollowed: false,
    overAt: null,
    createdAt: 0,
  },
  ...{ doneBytes: 1_900_000, bytesPerSecond: 410_000, activity: 'flowing', carrier: 'https' },
};

function Card({ changes = {}, isFrozen = false }: { changes?: Partial<TransferRow>; isFrozen?: boolean }) {
  const file = { ...FILE, ...changes };
  return <FileCard file={file} live={file} actions={ACTIONS} isFrozen={isFrozen} />;
}

export const examples: Examples = {
  'offers of others': () => (
    <>
      <Card changes={{ stage: 'offered' }} />
      <Card changes={{ stage: 'waiting' }} />
      <Card changes={{ stage: 'offered' }} isFrozen />
      <Card changes={{ stage: 'offered', name: `${HARD_WORDS.long}.exe`, extension: 'exe' }} />
    </>
  ),
  'a file on its way': () => (
    <>
      <Card />
      <Card changes={{ pausedByMe: true }} />
      <Card changes={{ pausedByPeer: true, direction: 'out' }} />
      <Card changes={{ activity: 'waiting', bytesPerSecond: 0 }} />
      <Card changes={{ activity: 'stalled', bytesPerSecond: 0 }} />
      <Card changes={{ activity: 'noSpace', bytesPerSecond: 0 }} />
      <Card changes={{ direction: 'out', activity: 'sourceAway', bytesPerSecond: 0 }} />
      <Card changes={{ activity: 'checking', doneBytes: 4_400_000, bytesPerSecond: 0 }} />
    </>
  ),
  'a file that is there, or will not come': () => (
    <>
      <Card changes={{ stage: 'done', savedAs: '/home/alice/Minutes of Thursday.pdf' }} />
      <Card
        changes={{ stage: 'done', savedAs: '/home/alice/setup.exe', name: 'setup.exe', extension: 'exe' }}
      />
      <Card changes={{ stage: 'done', direction: 'out', name: HARD_WORDS.rightToLeft, extension: '' }} />
      <Card
        changes={{
          stage: 'done',
          saveError: { code: 'FOLDER_UNUSABLE', params: { path: HARD_WORDS.long, reason: 'access' } },
        }}
      />
      <Card
        changes={{
          stage: 'offered',
          direction: 'out',
          offerFailure: { code: 'CONTACT_BLOCKED', params: {} },
        }}
      />
      <Card changes={{ stage: 'ended', end: { reason: 'declined', by: 'peer' }, direction: 'out' }} />
      <Card changes={{ stage: 'ended', end: { reason: 'gone', by: 'me' }, direction: 'out' }} />
      <Card changes={{ stage: 'ended', end: { reason: 'damaged', by: 'me' } }} />
    </>
  ),
  'a picture that is not shown': () => (
    <>
      {(['in', 'out'] as const).map((direction) => (
        <FileMedia
          key={direction}
          file={{
            ...FILE,
            direction,
            stage: 'done',
            name: 'Map.png',
            extension: 'png',
            sizeBytes: 90_000_000,
          }}
          actions={ACTIONS}
        />
      ))}
    </>
  ),
};
