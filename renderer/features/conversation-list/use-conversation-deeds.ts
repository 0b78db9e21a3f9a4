import { useMemo } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import { useNode } from '../../node-client/use-node.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { words } from '../../words/language.js';
import type { ConversationChanges, ConversationDeeds } from './conversation-menu.js';

/** Failures are told. */
export function useConversationDeeds(
  asking: Pick<ConversationDeeds, 'isOpen' | 'rename' | 'remove'>,
): ConversationDeeds {
  const { connection } = useNode();
  return useMemo(() => {
    const told = (done: Result<unknown, AppError>) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    };
    const set = (conversationId: string, changes: ConversationChanges) =>
      void connection.call('setConversation', { conversationId, ...changes }).then(told);
    return {
      ...asking,
      now: () => Date.now(),
      set,
      hide: ({ conversationId }) => {
        set(conversationId, { hidden: true });
        const undo = () => {
          set(conversationId, { hidden: false });
        };
        remark({ text: words('list.isHidden'), action: { label: words('common.undo'), onPress: undo } });
      },
      markUnread: ({ conversationId }) => void connection.call('markUnread', { conversationId }).then(told),
      markRead: ({ conversationId, last }) => {
        const marked = last
          ? connection.call('markRead', { conversationId, upTo: last.position })
          : connection.call('markSeen', { conversationId, positions: [] });
        void marked.then(told);
      },
      block: ({ contact: { id: contactId } }) =>
        void connection.call('blockContact', { contactId }).then(told),
      unblock: ({ contact: { id: contactId } }) =>
        void connection.call('unblockContact', { contactId }).then(told),
    };
  }, [connection, asking]);
}
