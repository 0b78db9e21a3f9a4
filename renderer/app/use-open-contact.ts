import { useEffect, useState } from 'react';
import { useLiveView } from '../node-client/use-node.js';
import { goTo } from './routes.js';

/** Opens the conversation of a contact, as soon as the list has it. */
export function useOpenContact(): (contactId: string) => void {
  const { rows } = useLiveView('contacts', {});
  const [wanted, setWanted] = useState<string>();
  const found = rows.find(({ id }) => id === wanted);
  useEffect(() => {
    if (!found) return;
    setWanted(undefined);
    goTo({ area: 'chats', conversationId: found.conversationId });
  }, [found]);
  return setWanted;
}
