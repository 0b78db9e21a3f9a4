import type { ContactRow } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { useNow } from '../../ui/use-now.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { type Standing, standingOf } from './link-words.js';

export function useStanding(contact: ContactRow): Standing {
  const { dates } = useWords();
  const now = useNow();
  const { rows } = useLiveView('links', {});
  return standingOf(
    contact,
    rows.find(({ contactId }) => contactId === contact.id),
    {
      relative: (at) => dates.relative(at, now),
      error: ({ error }) => (error ? errorWords(error) : ''),
    },
  );
}
