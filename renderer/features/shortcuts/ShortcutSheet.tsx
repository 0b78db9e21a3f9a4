import { ACTIONS, keysOf, shownKeys } from '../../commands/bindings.js';
import { useShell } from '../../shell/use-shell.js';
import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';
import './shortcuts.css';

export function ShortcutSheet({ isMac, onClose }: { readonly isMac: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const { kind } = useShell();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="shortcut-list">
        {ACTIONS.map((action) => (
          <div key={action}>
            <dt>{t(`actions.${action}`)}</dt>
            <dd>
              <kbd>{shownKeys(keysOf(action, kind), isMac)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
