import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';

/** Lets the owner choose files. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        id="attach-input"
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <IconButton
        icon={Paperclip}
        label={t('attach.open')}
        onPress={() => {
          input.current?.click();
        }}
      />
    </>
  );
}
