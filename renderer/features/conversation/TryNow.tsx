import type { ContactRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { useWords } from '../../words/use-words.js';
import { useCommand } from '../../node-client/use-command.js';

/** Calls them without waiting for the next time. */
export function TryNow({ contact }: { readonly contact: ContactRow }) {
  const { t } = useWords();
  const run = useCommand();
  return (
    <Button
      look="quiet"
      onPress={() => {
        run((node) => node.call('retryNow', { contactId: contact.id }));
      }}
    >
      {t('pending.tryNow')}
    </Button>
  );
}
