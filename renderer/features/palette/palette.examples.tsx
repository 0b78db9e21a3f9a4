import { HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import { Palette } from './Palette.js';

const nothing = () => undefined;
const items = Object.entries(HARD_WORDS).map(([id, label]) => ({
  id,
  label,
  keys: 'Ctrl+K',
  onChoose: nothing,
}));

export const overlays: OverlayExamples = {
  'with words nobody expected': (onClose) => <Palette items={items} onClose={onClose} />,
  'with nothing in it': (onClose) => <Palette items={[]} onClose={onClose} />,
};
