import type { OverlayExamples } from '../../gallery/examples.js';
import { ShortcutSheet } from './ShortcutSheet.js';

export const overlays: OverlayExamples = {
  'in a browser': (onClose) => <ShortcutSheet isMac={false} onClose={onClose} />,
  'on a Mac': (onClose) => <ShortcutSheet isMac onClose={onClose} />,
};
