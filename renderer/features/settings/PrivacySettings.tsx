import { useWords } from '../../words/use-words.js';
import { BlockedPeople } from './BlockedPeople.js';

/** What others learn. Sentences where there is nothing to switch. */
export function PrivacySettings() {
  const { t } = useWords();
  return (
    <>
      <dl className="settings-terms">
        <dt>{t('settings.receipts')}</dt>
        <dd className="muted">{t('settings.receiptsText')}</dd>
        <dt>{t('settings.typing')}</dt>
        <dd className="muted">{t('settings.typingText')}</dd>
        <dt>{t('settings.presence')}</dt>
        <dd className="muted">{t('settings.presenceText')}</dd>
      </dl>
      <BlockedPeople />
    </>
  );
}
