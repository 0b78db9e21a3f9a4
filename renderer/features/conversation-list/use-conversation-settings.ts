import { useMemo } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import { useNode } from '../../node-client/use-node.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import type { ConversationSettings } from './conversation-menu.js';

export function useConversationSettings(): ConversationSettings {
  const { connection } = useNode();
  return useMemo(() => {
    const told = (done: Result<unknown, AppError>) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    };
    return {
      now: () => Date.now(),
      set: (conversationId, changes) =>
        void connection.call('setConversation', { conversationId, ...changes }).then(told),
      markUnread: ({ conversationId }) => void connection.call('markUnread', { conversationId }).then(told),
      markRead: ({ conversationId, last }) => {
        if (last) void connection.call('markRead', { conversationId, upTo: last.position }).then(told);
      },
    };
  }, [connection]);
}
