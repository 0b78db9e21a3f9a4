import { SendHorizontal } from 'lucide-react';
import { type ChangeEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type Draft, useDraft } from '../../node-client/use-draft.js';
import { useNode } from '../../node-client/use-node.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import { AttachButton } from './AttachButton.js';
import { CompletionList, optionId } from './CompletionList.js';
import './composer.css';
import { useComposerOrders } from './composer-orders.js';
import { EmojiButton } from './EmojiButton.js';
import { FormatBar } from './FormatBar.js';
import { type Format, formatted } from './formats.js';
import { applyEdit, insertText } from './insert-text.js';
import { pastedFiles } from './pasted.js';
import { sendsMessage } from './send-key.js';
import { type Completion, useCompletion } from './use-completion.js';
import { type Quotation, type ReplyTo, useQuotation } from './use-quotation.js';
import { useTellTyping } from './use-tell-typing.js';
import { useSelected } from './use-selected.js';
import { useGrowth } from './use-growth.js';
import { useSend } from './use-send.js';
import type { Given } from '../../ui/given.js';

export interface ComposerProps {
  readonly contactId: string;
  readonly conversationId: string;
  readonly draft: string;
  /** What is written now waits for them to accept. */
  readonly isPending: boolean;
  /** The arrow up was pressed with nothing written. */
  readonly onUp: () => void;
  readonly replyTo: ReplyTo;
  /** Chosen, or pasted. */
  readonly onFiles: (files: readonly Given[]) => void;
}

type Field = RefObject<HTMLTextAreaElement | null>;

/** Drawn anew for every conversation: give it the conversation as key. */
export function Composer(props: ComposerProps) {
  const { contactId, conversationId, draft: kept, isPending, onUp, onFiles, replyTo } = props;
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(useNode().drafts, conversationId, kept);
  const { text, flush } = draft;
  const send = useSend({ contactId, conversationId, draft, field });
  const { completion, isSelecting, onChange, tools } = useWriting(field, draft, replyTo);
  const isCompleting = completion.found.length > 0;
  const onKeyDown = useComposerKeys({ text, completion, quotation: tools.quotation, send, onUp });
  useTellTyping(contactId, text);
  useFocus(field);
  useGrowth(field, text);
  return (
    <div className="composer">
      <div className="composer-field">
        {isCompleting && <CompletionList {...completion} onChoose={completion.choose} />}
        {isSelecting && !isCompleting && <FormatBar onFormat={tools.format} />}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t('composer.label')}
          {...(isCompleting && {
            'aria-controls': completion.id,
            'aria-activedescendant': optionId(completion.id, completion.at),
            'aria-autocomplete': 'list',
          })}
          placeholder={t(isPending ? 'composer.pending' : 'composer.placeholder')}
          onChange={onChange}
          onKeyDown={onKeyDown}
          onBlur={flush}
          onPaste={(event) => {
            const files = pastedFiles(event.clipboardData);
            if (files.length === 0) return;
            event.preventDefault();
            onFiles(files);
          }}
        />
        <div className="composer-buttons">
          <AttachButton onFiles={onFiles} />
          <EmojiButton
            isOpen={tools.isPicking}
            onOpen={tools.setPicking}
            onChoose={tools.insert}
            field={field}
          />
          <div className="composer-send" data-shown={text.trim() !== ''}>
            <IconButton icon={SendHorizontal} label={t('composer.send')} onPress={send} />
          </div>
        </div>
      </div>
    </div>
  );
}

interface ComposerKeysOptions extends Pick<ComposerProps, 'onUp'> {
  readonly text: string;
  readonly completion: Completion;
  readonly quotation: Quotation;
  readonly send: () => void;
}

function useComposerKeys({ text, completion, quotation, send, onUp }: ComposerKeysOptions) {
  const { sendKey } = usePreferences();
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isUp = event.key === 'ArrowUp' && text === '' && !hasModifier(event);
    const isTaken = completion.takesKey(event);
    if (!isTaken && sendsMessage(event.nativeEvent, sendKey)) send();
    else if (!isTaken && isUp) onUp();
    else if (!isTaken && !(event.key === 'Escape' && quotation.cancel())) return;
    event.preventDefault();
  };
}

function hasModifier({ shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return shiftKey || ctrlKey || altKey || metaKey;
}

/** What happens to the text while it is written. */
function useWriting(field: Field, { text, setText }: Draft, replyTo: ReplyTo) {
  const { start, end, look } = useSelected(field);
  const [isColonTyped, setColonTyped] = useState(false);
  const tools = useTools(field, look, replyTo);
  const completion = useCompletion({
    text,
    caret: start === end ? start : undefined,
    isColonTyped,
    replace: (place, emoji) => {
      const from = place.start + emoji.length;
      if (field.current) applyEdit(field.current, { ...place, text: emoji, from, to: from });
    },
  });
  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    setText(target.value);
    setColonTyped(nativeEvent instanceof InputEvent && nativeEvent.data === ':');
    look();
  };
  return { completion, isSelecting: start !== end, onChange, tools };
}

/** What changes the text by a key or a button, as if it were typed. */
function useTools(field: Field, look: () => void, replyTo: ReplyTo) {
  const quotation = useQuotation(field, replyTo);
  const [isPicking, setPicking] = useState(false);
  const format = (by: Format) => {
    const area = field.current;
    if (!area) return;
    applyEdit(area, formatted(area.value, area.selectionStart, area.selectionEnd, by));
    look();
  };
  useComposerOrders((order) => {
    if (typeof order === 'object') quotation.quote(order);
    else if (order === 'emoji') setPicking(true);
    else if (order === 'replyOlder') quotation.move(-1);
    else if (order === 'replyNewer') quotation.move(1);
    else if (document.activeElement === field.current) format(order);
  });
  const insert = (text: string) => {
    setPicking(false);
    if (field.current) insertText(field.current, text);
  };
  return { format, insert, isPicking, setPicking, quotation };
}

function useFocus(field: Field): void {
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(-1, -1);
  }, [field]);
}
