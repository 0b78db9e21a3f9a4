import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { AddDialog } from './AddDialog.js';
import { InviteDialog } from './InviteDialog.js';

const nothing = () => undefined;

export const overlays: OverlayExamples = {
  'add somebody': (onClose) => <AddDialog onClose={onClose} onContact={nothing} />,
  'add, with a text that is no address': (onClose) => (
    <AddDialog target={HARD_WORDS.sentence} onClose={onClose} onContact={nothing} />
  ),
  'invite, before the node answers': (onClose) => <InviteDialog onClose={onClose} />,
};
