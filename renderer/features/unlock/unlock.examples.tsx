import type { Examples } from '../../gallery/examples.js';
import { WithKeyring } from '../../gallery/WithKeyring.js';
import { Unlock } from './Unlock.js';

export const examples: Examples = {
  locked: () => <Unlock isOpening={false} />,
  'the passphrase was right': () => <Unlock isOpening />,
  ...Object.fromEntries(
    (['opening', 'outdated', 'unreadable'] as const).map((state) => [
      `a keyring that is ${state}`,
      () => (
        <WithKeyring state={state}>
          <Unlock isOpening={false} />
        </WithKeyring>
      ),
    ]),
  ),
};
