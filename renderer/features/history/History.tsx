import { useMemo, useState } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useWords } from '../../words/use-words.js';
import { historyItems } from './history-items.js';
import { HistoryList } from './HistoryList.js';
import { MessageDetails } from './MessageDetails.js';
import { useHistory } from './use-history.js';
import { useMessageActions } from './use-message-actions.js';
import { useNewFrom } from './use-new-from.js';

export interface HistoryProps {
  readonly conversationId: string;
  /** Whom it is with. */
  readonly name: string;
  readonly onInvitation: (link: string) => void;
}

/** Drawn anew for every conversation: give it the conversation as key. */
export function History({ conversationId, name, onInvitation }: HistoryProps) {
  const { t } = useWords();
  const { rows, isLoaded, hasOlder, loadOlder } = useHistory(conversationId);
  const newFrom = useNewFrom(rows, isLoaded);
  const items = useMemo(() => historyItems(rows, newFrom), [rows, newFrom]);
  const [detailed, setDetailed] = useState<MessageRow>();
  const actions = useMessageActions(setDetailed, onInvitation);
  const current = rows.find(({ id }) => id === detailed?.id);
  if (!isLoaded && rows.length === 0) return <div className="history" />;
  return (
    <>
      {items.length === 0 ? (
        <div className="history history-empty">
          <EmptyState title={t('history.emptyTitle')} text={t('history.emptyText')} />
        </div>
      ) : (
        <HistoryList
          conversationId={conversationId}
          name={name}
          items={items}
          hasOlder={hasOlder}
          loadOlder={loadOlder}
          actions={actions}
        />
      )}
      {current && (
        <MessageDetails
          row={current}
          actions={actions}
          onClose={() => {
            setDetailed(undefined);
          }}
        />
      )}
    </>
  );
}
