import { useWords } from '../words/use-words.js';

/** While the node has not said anything yet; for the first moment nothing, as most starts need no more. */
export function Starting() {
  const { t } = useWords();
  return (
    <main className="starting" role="status">
      <img className="starting-mark" src="./icon.svg" alt="" />
      <p className="muted">{t('starting.text')}</p>
    </main>
  );
}
