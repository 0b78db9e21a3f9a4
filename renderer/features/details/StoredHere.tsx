import { useEffect, useState } from 'react';
import type { CommandResult } from '../../../src/contract/commands.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { useWords } from '../../words/use-words.js';

export type StoredConversation = CommandResult<'storage'>['conversations'][number];

export interface StoredHereProps {
  readonly conversationId: string;
  readonly onRemove: (stored: StoredConversation) => void;
}

/** What a conversation takes on this computer, and its files taken away. */
export function StoredHere({ conversationId, onRemove }: StoredHereProps) {
  const { t, dates } = useWords();
  const stored = useStored(conversationId);
  if (!stored) return null;
  const { messages, bytes, files, fileBytes } = stored;
  return (
    <section className="details-section">
      <h3 className="field-label">{t('details.stored')}</h3>
      <p className="small muted">
        {t('settings.messages', { count: messages })}
        {files > 0 && ` · ${t('settings.files', { count: files, size: dates.size(fileBytes) })}`}
        {` · ${t('details.storedTogether', { size: dates.size(bytes + fileBytes) })}`}
      </p>
      {files > 0 && (
        <Button
          onPress={() => {
            onRemove(stored);
          }}
        >
          {t('details.removeFiles')}
        </Button>
      )}
    </section>
  );
}

/** Asked again when a file came, or left. */
function useStored(conversationId: string): StoredConversation | undefined {
  const { connection } = useNode();
  const { rows } = useLiveView('transfers', {});
  const over = rows.filter((row) => row.conversationId === conversationId && row.stage === 'done').length;
  const [stored, setStored] = useState<StoredConversation>();
  useEffect(() => {
    let isAwaited = true;
    void connection.call('storage', { conversationId }).then((answer) => {
      if (isAwaited && answer.ok) setStored(answer.value.conversations[0]);
    });
    return () => {
      isAwaited = false;
    };
  }, [connection, conversationId, over]);
  return stored;
}
