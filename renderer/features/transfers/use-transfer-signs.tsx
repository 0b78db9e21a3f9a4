// What is seen of files without looking for them: the bar in the taskbar, and a word when one is offered elsewhere.

import { useEffect, useRef } from 'react';
import { useLiveView } from '../../node-client/use-node.js';
import { useShell } from '../../shell/use-shell.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { closeRemark, remark } from '../../ui/toasts.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { wholeShare } from './transfer-groups.js';

/** @param opened the conversation that is shown */
export function useTransferSigns(opened: string | undefined, onOpen: (conversationId: string) => void): void {
  const { rows, isWhole } = useLiveView('transfers', {});
  const shell = useShell();
  const share = wholeShare(rows);
  const percent = share === undefined ? undefined : Math.floor(share * 100);
  useEffect(() => {
    shell.setProgress(percent === undefined ? undefined : percent / 100);
  }, [shell, percent]);
  const { t, dates } = useWords();
  const known = useRef<Set<string>>(undefined);
  const shown = useRef(new Map<string, string>());
  useEffect(() => {
    // The rest of a long list is no news either.
    if (!isWhole) return;
    const waiting = rows.filter(({ stage, direction }) => stage === 'offered' && direction === 'in');
    for (const [id, toast] of shown.current) {
      if (waiting.some((row) => row.id === id && row.conversationId !== opened)) continue;
      closeRemark(toast);
      shown.current.delete(id);
    }
    for (const { id, conversationId, contactName, name, sizeBytes } of waiting) {
      // What waited already when the window opened stands in its conversation.
      if (known.current?.has(id) !== false || conversationId === opened) continue;
      const text = (
        <Sentence
          of="transfers.offered"
          params={{ size: dates.size(sizeBytes) }}
          parts={{
            who: <NameInSentence name={contactName} conversationId={conversationId} />,
            name,
          }}
        />
      );
      const action = {
        label: t('transfers.show'),
        onPress: () => {
          onOpen(conversationId);
        },
      };
      shown.current.set(id, remark({ text, action, staysOpen: true }));
    }
    known.current = new Set(rows.map(({ id }) => id));
  }, [rows, isWhole, opened, onOpen, t, dates]);
}
