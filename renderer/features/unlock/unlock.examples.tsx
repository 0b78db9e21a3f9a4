import type { Examples } from '../../gallery/examples.js';
import { Unlock } from './Unlock.js';

export const examples: Examples = {
  locked: () => <Unlock isOpening={false} />,
  'the passphrase was right': () => <Unlock isOpening />,
};
