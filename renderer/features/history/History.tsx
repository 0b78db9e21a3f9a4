import { useMemo, useState } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import type { Jump } from '../../node-client/message-window.js';
import type { FileActions } from '../../ui/file-actions.js';
import { EmptyState } from '../../ui/EmptyState.js';
import type { PassedOn } from '../../ui/passed-on.js';
import { useWords } from '../../words/use-words.js';
import { historyItems } from './history-items.js';
import { HistoryList } from './HistoryList.js';
import { mayForward, type MessageActions } from './message-actions.js';
import { useMessageOrders } from './message-orders.js';
import { MessageDetails } from './MessageDetails.js';
import { SelectionBar } from './SelectionBar.js';
import { useHistory } from './use-history.js';
import { useLooked } from './use-looked.js';
import { useMessageActions } from './use-message-actions.js';
import { usePicks } from './picks.js';
import { useNewFrom } from './use-new-from.js';
import { type Selection, useSelection } from './use-selection.js';

export interface HistoryProps {
  readonly conversationId: string;
  /** Whom it is with. */
  readonly name: string;
  /** Where to go, each time it is another object. */
  readonly jump: Jump | undefined;
  readonly onJumped: () => void;
  /** Marked in the messages. */
  readonly searched: string | undefined;
  /** How often the menu of the owner's last message was asked for. */
  readonly lastOwnWanted: number;
  /** How it stands with the connection to whom it is with. */
  readonly standing: string;
  readonly onInvitation: (link: string) => void;
  readonly onForward: (items: readonly PassedOn[]) => void;
  /** Undefined where nothing can be written. */
  readonly onReply: MessageActions['reply'];
  readonly files: FileActions;
}

const NOTHING_NEW: readonly MessageRow[] = [];

/** Drawn anew for every conversation: give it the conversation as key. */
export function History(props: HistoryProps) {
  const { conversationId, name, jump, onJumped, searched, lastOwnWanted, standing } = props;
  const { t } = useWords();
  const { rows, state, window, isOver } = useHistory({ conversationId, jump, onJumped });
  const { isLoaded, hasOlder, hasNewer } = state;
  usePicks(rows);
  useLooked(conversationId);
  const newFrom = useNewFrom(isOver ? NOTHING_NEW : rows, isLoaded);
  const items = useMemo(
    () => historyItems(rows, newFrom, { hasOlder, hasNewer }),
    [rows, newFrom, hasOlder, hasNewer],
  );
  const [detailed, setDetailed] = useState<MessageRow>();
  const selection = useSelection();
  const actions = useMessageActions({
    name,
    showDetails: setDetailed,
    select: selection.toggle,
    files: props.files,
    onInvitation: props.onInvitation,
    onForward: props.onForward,
    reply: props.onReply,
  });
  useMessageOrders(rows, actions);
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
          state={state}
          window={window}
          actions={actions}
          selection={selection}
          searched={searched}
          lastOwnWanted={lastOwnWanted}
        />
      )}
      {selection.isSelecting && <SelectedMessages selection={selection} actions={actions} />}
      {current && (
        <MessageDetails
          row={current}
          standing={standing}
          actions={actions}
          onClose={() => {
            setDetailed(undefined);
          }}
        />
      )}
    </>
  );
}

interface SelectedMessagesProps {
  readonly selection: Selection;
  readonly actions: MessageActions;
}

function SelectedMessages({ selection: { rows, end }, actions }: SelectedMessagesProps) {
  return (
    <SelectionBar
      count={rows.length}
      onCopy={() => {
        actions.copy(rows);
        end();
      }}
      {...(rows.every(mayForward) && {
        onForward: () => {
          actions.forward(rows);
          end();
        },
      })}
      onDelete={() => {
        void actions.remove(rows).then((isDone) => {
          if (isDone) end();
        });
      }}
      onCancel={end}
    />
  );
}
