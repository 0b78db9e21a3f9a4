import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { IconButton } from '../../ui/IconButton.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import './composer.css';
import { sendsMessage } from './send-key.js';
import { useDraft } from './use-draft.js';

export interface ComposerProps {
  readonly contactId: string;
  readonly conversationId: string;
  readonly draft: string;
  /** What is written now waits for them to accept. */
  readonly isPending: boolean;
}

/** Drawn anew for every conversation: give it the conversation as key. */
export function Composer({ contactId, conversationId, draft: kept, isPending }: ComposerProps) {
  const { t } = useWords();
  const { outgoing } = useNode();
  const { sendKey } = usePreferences();
  const { text, setText, flush } = useDraft(conversationId, kept);
  const field = useRef<HTMLTextAreaElement>(null);
  useFocus(field);
  useGrowth(field, text);
  const send = async () => {
    if (text.trim() === '') return;
    setText('');
    flush();
    const sent = await outgoing.send({ contactId, conversationId, text });
    if (sent.ok) return;
    remark({ text: errorWords(sent.error) });
    // Nothing is lost: not what was refused, and not what was typed meanwhile.
    setText(field.current?.value ? `${text}\n${field.current.value}` : text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!sendsMessage(event.nativeEvent, sendKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="composer">
      <div className="composer-field">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t('composer.label')}
          placeholder={t(isPending ? 'composer.pending' : 'composer.placeholder')}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={flush}
        />
        <div className="composer-send" data-shown={text.trim() !== ''}>
          <IconButton icon={SendHorizontal} label={t('composer.send')} onPress={() => void send()} />
        </div>
      </div>
    </div>
  );
}

function useFocus(field: { readonly current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(-1, -1);
  }, [field]);
}

/** As high as its text; the style sheet says how high at most. */
function useGrowth(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${String(area.scrollHeight)}px`;
  }, [field, text]);
}
