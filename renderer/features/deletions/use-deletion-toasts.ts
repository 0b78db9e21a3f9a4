// As long as the node can give deleted messages back, every window of it says so; also one that was just reloaded.

import { useEffect, useRef } from 'react';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { closeRemark, remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';

export function useDeletionToasts(): void {
  const { connection } = useNode();
  const { rows } = useLiveView('deletions', {});
  const { t } = useWords();
  const shown = useRef(new Map<string, string>());
  useEffect(() => {
    const undo = async (deletionId: string) => {
      const done = await connection.call('undoDeletion', { deletionId });
      if (!done.ok)
        remark({ text: done.error.code === 'NOT_FOUND' ? t('deletions.tooLate') : errorWords(done.error) });
    };
    const held = new Set(rows.map(({ id }) => id));
    for (const [id, toast] of shown.current) {
      if (held.has(id)) continue;
      closeRemark(toast);
      shown.current.delete(id);
    }
    for (const { id, messages } of rows) {
      if (shown.current.has(id)) continue;
      const action = { label: t('common.undo'), onPress: () => void undo(id) };
      const text = t('deletions.text', { count: messages });
      shown.current.set(id, remark({ text, action, staysOpen: true }));
    }
  }, [connection, rows, t]);
}
