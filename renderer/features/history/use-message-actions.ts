import { useMemo } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import type { MessageRow } from '../../../src/contract/values.js';
import { freshId } from '../../node-client/fresh-id.js';
import { useNode } from '../../node-client/use-node.js';
import type { Shell } from '../../shell/shell.js';
import { useShell } from '../../shell/use-shell.js';
import { checkedLink } from '../../text/linked-text.js';
import { copyText } from '../../ui/copy-text.js';
import type { PassedOn } from '../../ui/passed-on.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { words } from '../../words/language.js';
import { useWords } from '../../words/use-words.js';
import { copiedText } from './copied-text.js';
import type { MessageActions } from './message-actions.js';

export interface MessageActionsOptions extends Pick<
  MessageActions,
  'showDetails' | 'select' | 'files' | 'reply'
> {
  /** Whom the conversation is with. */
  readonly name: string;
  readonly onInvitation: (link: string) => void;
  readonly onForward: (items: readonly PassedOn[]) => void;
}

export function useMessageActions(options: MessageActionsOptions): MessageActions {
  const { name, showDetails, select, files, reply, onInvitation, onForward } = options;
  const { connection } = useNode();
  const { dates } = useWords();
  const shell = useShell();
  return useMemo(() => {
    const loadWhole = async ({ conversationId, position }: MessageRow) => {
      const whole = await connection.call('messageText', { conversationId, position });
      if (!whole.ok) remark({ text: errorWords(whole.error) });
      return whole.ok ? whole.value.text : undefined;
    };
    const withTexts = async (rows: readonly MessageRow[], onTexts: (texts: readonly string[]) => void) => {
      const texts = await Promise.all(
        rows.map((row) => (row.more ? loadWhole(row) : Promise.resolve(row.text))),
      );
      const whole = texts.filter((text) => text !== undefined);
      if (whole.length === texts.length) onTexts(whole);
    };
    const keyOf = ({ conversationId, id }: MessageRow) => ({ conversationId, messageId: id });
    return {
      loadWhole,
      showDetails,
      select,
      files,
      reply,
      openLink: (url) => {
        const link = checkedLink(url);
        if (link?.protocol === 'kith:') onInvitation(url);
        else if (link) shell.openLink(link.href);
      },
      copy: (rows) =>
        void withTexts(rows, (texts) => {
          void copyTexts(shell, copiedText(rows, texts, { name, dates }));
        }),
      forward: (rows) =>
        void withTexts(rows, (texts) => {
          onForward(rows.map(({ file }, index) => (file ? { file } : { text: texts[index] ?? '' })));
        }),
      retry: (row) => void connection.call('retryMessage', keyOf(row)).then(told),
      withdraw: (row) => void connection.call('withdrawMessage', keyOf(row)).then(told),
      remove: async (rows) => {
        const conversationId = rows[0]?.conversationId;
        if (conversationId === undefined) return true;
        const messageIds = rows.map(({ id }) => id);
        const done = await connection.call('deleteMessages', { id: freshId(), conversationId, messageIds });
        return told(done);
      },
    };
  }, [connection, shell, name, dates, showDetails, select, files, reply, onInvitation, onForward]);
}

function told(done: Result<unknown, AppError>): boolean {
  if (!done.ok) remark({ text: errorWords(done.error) });
  return done.ok;
}

async function copyTexts(shell: Shell, text: string): Promise<void> {
  if (await copyText(shell, text)) remark({ text: words('common.copied') });
}
