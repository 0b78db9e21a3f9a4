import { useState } from 'react';
import { ForwardDialog } from '../features/forward/ForwardDialog.js';
import { SteadyIds } from '../node-client/steady-ids.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import type { PassedOn } from '../ui/passed-on.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { words } from '../words/language.js';

export interface ForwardProps {
  readonly items: readonly PassedOn[];
  readonly onClose: () => void;
}

export function Forward({ items, onClose }: ForwardProps) {
  const { connection } = useNode();
  const { rows } = useLiveView('contacts', {});
  // Tried again after a failure, nobody gets anything twice.
  const [ids] = useState(() => new SteadyIds());
  const send = async (contactIds: readonly string[]) => {
    for (const contactId of contactIds) {
      for (const [index, item] of items.entries()) {
        const id = ids.of(`${contactId} ${String(index)}`);
        const sent =
          'text' in item
            ? await connection.call('sendMessage', { id, contactId, text: item.text })
            : await connection.call('offerFile', { transferId: item.file.id, to: [{ id, contactId }] });
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
      items={items}
      onSend={send}
      onClose={onClose}
    />
  );
}
