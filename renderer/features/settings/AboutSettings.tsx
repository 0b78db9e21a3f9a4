import { useConnectionState } from '../../node-client/use-node.js';
import { useWords } from '../../words/use-words.js';

export function AboutSettings() {
  const { t } = useWords();
  const { version } = useConnectionState();
  return (
    <>
      <dl className="facts settings-facts">
        <dt>{t('settings.version')}</dt>
        <dd>Kith {version}</dd>
        <dt>{t('settings.license')}</dt>
        <dd>AGPL-3.0-only</dd>
      </dl>
      <p className="muted">{t('settings.aboutText')}</p>
    </>
  );
}
