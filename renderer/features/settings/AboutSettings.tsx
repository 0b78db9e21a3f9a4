import { useConnectionState } from '../../node-client/use-node.js';
import { useWords } from '../../words/use-words.js';
import { Licences } from './Licences.js';

export function AboutSettings() {
  const { t } = useWords();
  const { version } = useConnectionState();
  const engine = engines(navigator.userAgent);
  return (
    <>
      <dl className="facts settings-facts">
        <dt>{t('settings.version')}</dt>
        <dd>Kith {version}</dd>
        {engine !== '' && (
          <>
            <dt>{t('settings.engine')}</dt>
            <dd>{engine}</dd>
          </>
        )}
        <dt>{t('settings.license')}</dt>
        <dd>AGPL-3.0-only</dd>
      </dl>
      <p className="muted">{t('settings.aboutText')}</p>
      <Licences />
    </>
  );
}

/** What draws the window, as it calls itself. */
function engines(userAgent: string): string {
  return [...userAgent.matchAll(/\b(Electron|Chrome|Firefox|Version)\/([\d.]+)/gu)]
    .map(([, name = '', version = '']) => `${name.replace('Chrome', 'Chromium')} ${version}`)
    .join(', ');
}
