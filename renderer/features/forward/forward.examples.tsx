import type { ContactRow, StoredTransfer } from '../../../src/contract/values.js';
import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { ForwardDialog } from './ForwardDialog.js';

const person = (id: string, name: string) => ({ id, name, nodeId: id.repeat(64) }) as ContactRow;
const FILE = { id: '1', name: 'harbour.png', extension: 'png', sizeBytes: 1_500_000 } as StoredTransfer;
const send = () => Promise.resolve({ photo: FILE.id });

export const overlays: OverlayExamples = {
  'passing something on': (onClose) => (
    <ForwardDialog
      people={[person('1', 'Bob'), person('2', HARD_WORDS.sentence), person('3', HARD_WORDS.long)]}
      items={[{ text: 'The boat leaves at nine.' }, { text: HARD_WORDS.long }, { file: FILE }]}
      onSend={send}
      onClose={onClose}
    />
  ),
};
