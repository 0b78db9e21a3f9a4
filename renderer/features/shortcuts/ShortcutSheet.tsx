import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';
import { ShortcutTable } from './ShortcutTable.js';

export function ShortcutSheet({ isMac, onClose }: { readonly isMac: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <ShortcutTable isMac={isMac} />
    </Dialog>
  );
}
