import { ACTIONS, allKeysOf, shownKeys } from '../../commands/bindings.js';
import { useShell } from '../../shell/use-shell.js';
import { useWords } from '../../words/use-words.js';
import './shortcuts.css';

/** Every key there is, from the one table. */
export function ShortcutTable({ isMac }: { readonly isMac: boolean }) {
  const { t } = useWords();
  const { kind } = useShell();
  return (
    <dl className="shortcut-list">
      {ACTIONS.map((action) => (
        <div key={action}>
          <dt>{t(`actions.${action}`)}</dt>
          <dd className="shortcut-keys">
            {allKeysOf(action, kind).map((keys) => (
              <kbd key={keys}>{shownKeys(keys, isMac)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
