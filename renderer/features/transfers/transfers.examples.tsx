import type { TransferRow } from '../../../src/contract/values.js';
import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { TransfersPanel, type TransfersPanelProps } from './TransfersPanel.js';

const nothing = () => undefined;
const file = (id: string, changes: Partial<TransferRow>): TransferRow => ({
  ...{
    id,
    contactId: '1'.repeat(32),
    contactName: 'Bob',
    conversationId: '2'.repeat(64),
    createdAt: Number(id),
  },
  ...{ direction: 'in', name: 'Minutes.pdf', extension: 'pdf', mediaType: '', sizeBytes: 4_400_000 },
  ...{
    stage: 'running',
    pausedByMe: false,
    pausedByPeer: false,
    end: null,
    savedAs: null,
    offerFailure: null,
    isPastBudget: false,
    contentCode: null,
    isFollowed: false,
    overAt: null,
    saveError: null,
  },
  ...{ doneBytes: 1_900_000, bytesPerSecond: 410_000, activity: 'flowing', carrier: 'https' },
  ...changes,
});
const PANEL: Omit<TransfersPanelProps, 'onClose' | 'rows'> = {
  frozen: new Set(['3'.repeat(32)]),
  clearedAt: 0,
  actions: { can: { saveAs: true, showSaved: true }, run: nothing },
  onClear: nothing,
  onOpen: nothing,
};

export const overlays: OverlayExamples = {
  'files of everybody': (onClose) => (
    <TransfersPanel
      {...PANEL}
      rows={[
        file('1', {}),
        file('2', { stage: 'offered', contactName: HARD_WORDS.sentence, name: `${HARD_WORDS.long}.pdf` }),
        file('3', { stage: 'done', direction: 'out' }),
        file('5', { stage: 'offered', contactId: '3'.repeat(32) }),
        file('6', { direction: 'out', activity: 'held', bytesPerSecond: 0 }),
        file('4', { stage: 'ended', end: { reason: 'damaged', by: 'me' } }),
      ]}
      onClose={onClose}
    />
  ),
  'no files': (onClose) => <TransfersPanel {...PANEL} rows={[]} onClose={onClose} />,
};
