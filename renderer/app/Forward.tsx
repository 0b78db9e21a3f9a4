import { useState } from 'react';
import { ok } from '../../src/base/result.js';
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

interface Recipient {
  readonly id: string;
  readonly contactId: string;
}

const SENT = ok({});

export function Forward({ items, onClose }: ForwardProps) {
  const { connection } = useNode();
  const { rows } = useLiveView('contacts', {});
  // Tried again after a failure, nobody gets anything twice.
  const [ids] = useState(() => new SteadyIds());
  // A file is offered to all of them at once: one encryption, and one code to compare.
  const passOn = async (item: PassedOn, to: readonly Recipient[], keepMetadata: boolean) => {
    if ('file' in item)
      return connection.call('offerFile', { transferId: item.file.id, to: [...to], keepMetadata });
    for (const recipient of to) {
      const sent = await connection.call('sendMessage', { ...recipient, text: item.text });
      if (!sent.ok) return sent;
    }
    return SENT;
  };
  const send = async (contactIds: readonly string[], asTheyAre: readonly string[]) => {
    for (const [index, item] of items.entries()) {
      const to = contactIds.map((contactId) => ({ id: ids.of(`${contactId} ${String(index)}`), contactId }));
      const keeps = 'file' in item && asTheyAre.includes(item.file.id);
      const sent = await passOn(item, to, keeps);
      if (sent.ok) continue;
      if ('file' in item && sent.error.code === 'METADATA_UNKNOWN') return { photo: item.file.id };
      remark({ text: errorWords(sent.error) });
      return 'failed';
    }
    remark({ text: words('forward.done') });
    return 'sent';
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
