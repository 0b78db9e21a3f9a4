import { useRef } from 'react';
import { ForwardDialog } from '../features/forward/ForwardDialog.js';
import { freshId } from '../node-client/fresh-id.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { words } from '../words/language.js';

export interface ForwardProps {
  readonly texts: readonly string[];
  readonly onClose: () => void;
}

export function Forward({ texts, onClose }: ForwardProps) {
  const { connection } = useNode();
  const { rows } = useLiveView('contacts', {});
  const ids = useRef(new Map<string, string>());
  // Tried again after a failure, nobody gets anything twice.
  const idOf = (contactId: string, index: number) => {
    const key = `${contactId} ${String(index)}`;
    const id = ids.current.get(key) ?? freshId();
    ids.current.set(key, id);
    return id;
  };
  const send = async (contactIds: readonly string[]) => {
    for (const contactId of contactIds) {
      for (const [index, text] of texts.entries()) {
        const sent = await connection.call('sendMessage', { id: idOf(contactId, index), contactId, text });
        if (sent.ok) continue;
        remark({ text: errorWords(sent.error) });
        return false;
      }
    }
    remark({ text: words('forward.done') });
    return true;
  };
  return (
    <ForwardDialog
      people={rows.filter(({ state }) => state === 'approved' || state === 'requested')}
      texts={texts}
      onSend={send}
      onClose={onClose}
    />
  );
}
