import { File, Folder, Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useShell } from '../../shell/use-shell.js';
import { folderAt, type Given, givenFolders } from '../../ui/given.js';
import { MenuButton } from '../../ui/MenuButton.js';
import { useWords } from '../../words/use-words.js';

/** Lets the owner choose files, or a folder. */
export function AttachButton({ onFiles }: { readonly onFiles: (given: readonly Given[]) => void }) {
  const { t } = useWords();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const shell = useShell();
  const chooseFolder = async () => {
    if (shell.can.folders) {
      const path = await shell.chooseFolder();
      if (path !== undefined) onFiles([folderAt(path)]);
    } else if (folder.current) {
      folder.current.webkitdirectory = true;
      folder.current.click();
    }
  };
  return (
    <>
      <input
        ref={files}
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
      <input
        ref={folder}
        type="file"
        hidden
        onChange={({ target }) => {
          onFiles(givenFolders([...(target.files ?? [])]));
          target.value = '';
        }}
      />
      {/* For the sheet, which lies over all this. */}
      <button id="attach-folder" type="button" hidden onClick={() => void chooseFolder()} />
      <MenuButton
        icon={Paperclip}
        label={t('attach.open')}
        items={[
          { id: 'files', label: t('attach.files'), icon: File, onChoose: () => files.current?.click() },
          { id: 'folder', label: t('attach.folder'), icon: Folder, onChoose: () => void chooseFolder() },
        ]}
      />
    </>
  );
}
