import type { ContactRow } from '../../../src/contract/values.js';
import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { ForwardDialog } from './ForwardDialog.js';

const person = (id: string, name: string) => ({ id, name, nodeId: id.repeat(64) }) as ContactRow;
const send = () => Promise.resolve(false);

export const overlays: OverlayExamples = {
  'passing something on': (onClose) => (
    <ForwardDialog
      people={[person('1', 'Bob'), person('2', HARD_WORDS.sentence), person('3', HARD_WORDS.long)]}
      texts={['The boat leaves at nine.', HARD_WORDS.long]}
      onSend={send}
      onClose={onClose}
    />
  ),
};
