import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { DeleteHistoryQuestion } from './DeleteHistoryDialog.js';

const nothing = () => undefined;

export const overlays: OverlayExamples = Object.fromEntries(
  [false, true].map((isErasing) => [
    isErasing ? 'a history is being erased' : 'whether to delete a history',
    (onClose: () => void) => (
      <DeleteHistoryQuestion
        conversationId={'c'.repeat(64)}
        name={isErasing ? HARD_WORDS.sentence : HARD_WORDS.mixed}
        isErasing={isErasing}
        onConfirm={nothing}
        onClose={onClose}
      />
    ),
  ]),
);
