import { Popover } from '@base-ui/react/popover';
import { Smile } from 'lucide-react';
import { lazy, type RefObject, Suspense } from 'react';
import { Icon } from '../../ui/Icon.js';
import { useWords } from '../../words/use-words.js';
import type { Emoji } from './emoji.js';
import './emoji-picker.css';
import { rememberEmoji, setTone, useEmoji, useEmojiHabits } from './use-emoji.js';

export interface EmojiButtonProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChoose: (text: string) => void;
  /** Where the focus goes afterwards. */
  readonly field: RefObject<HTMLElement | null>;
}

const EmojiPicker = lazy(async () => ({ default: (await import('./EmojiPicker.js')).EmojiPicker }));

export function EmojiButton({ isOpen, onOpen, onChoose, field }: EmojiButtonProps) {
  const { t } = useWords();
  const all = useEmoji(isOpen);
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpen}>
      <Popover.Trigger className="icon-button" aria-label={t('emoji.open')} title={t('emoji.open')}>
        <Icon of={Smile} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="menu-positioner" side="top" align="end" sideOffset={8}>
          <Popover.Popup className="emoji-popup" aria-label={t('emoji.open')} finalFocus={field}>
            <Suspense fallback={<div className="emoji-waiting" />}>
              {all ? <Picker all={all} onChoose={onChoose} /> : <div className="emoji-waiting" />}
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PickerProps extends Pick<EmojiButtonProps, 'onChoose'> {
  readonly all: readonly Emoji[];
}

function Picker({ all, onChoose }: PickerProps) {
  const { recent, tone } = useEmojiHabits(all);
  return (
    <EmojiPicker
      all={all}
      recent={recent}
      tone={tone}
      onTone={setTone}
      onChoose={(emoji, text) => {
        rememberEmoji(emoji);
        onChoose(text);
      }}
    />
  );
}
