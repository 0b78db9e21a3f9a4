import { useMemo } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import type { MessageRow } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';
import { useShell } from '../../shell/use-shell.js';
import { checkedLink } from '../../text/linked-text.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { words } from '../../words/language.js';
import type { MessageActions } from './message-actions.js';

export function useMessageActions(
  showDetails: (row: MessageRow) => void,
  onInvitation: (link: string) => void,
): MessageActions {
  const { connection } = useNode();
  const shell = useShell();
  return useMemo(() => {
    const loadWhole = async ({ conversationId, position }: MessageRow) => {
      const whole = await connection.call('messageText', { conversationId, position });
      if (!whole.ok) remark({ text: errorWords(whole.error) });
      return whole.ok ? whole.value.text : undefined;
    };
    const told = (done: Result<unknown, AppError>) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    };
    const keyOf = ({ conversationId, id }: MessageRow) => ({ conversationId, messageId: id });
    return {
      loadWhole,
      showDetails,
      openLink: (url) => {
        const link = checkedLink(url);
        if (link?.protocol === 'kith:') onInvitation(url);
        else if (link) shell.openLink(link.href);
      },
      copy: (row) => {
        const whole = row.more ? loadWhole(row) : Promise.resolve(row.text);
        void whole
          .then((text) => (text === undefined ? undefined : shell.copyText(text)))
          .then(() => {
            remark({ text: words('common.copied') });
          });
      },
      retry: (row) => void connection.call('retryMessage', keyOf(row)).then(told),
      withdraw: (row) => void connection.call('withdrawMessage', keyOf(row)).then(told),
    };
  }, [connection, shell, showDetails, onInvitation]);
}
