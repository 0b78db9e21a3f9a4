import { EmptyState } from '../ui/EmptyState.js';
import { useWords } from '../words/use-words.js';

/** This browser has not been let in. */
export function NoSession() {
  const { t } = useWords();
  return (
    <main className="screen-center">
      <EmptyState title={t('noSession.title')} text={t('noSession.text')} />
    </main>
  );
}
