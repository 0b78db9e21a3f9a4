import { useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.js';

/** What the window and the node are made of besides Kith, as the build found it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

export function Licences() {
  const { t } = useWords();
  const licences = useLicences();
  if (licences.length === 0) return null;
  return (
    <section className="settings-block">
      <h3 className="field-label">{t('settings.licences')}</h3>
      <ul className="settings-list">
        {licences.map((licence) => (
          <LicenceItem key={`${licence.name} ${licence.version}`} licence={licence} />
        ))}
      </ul>
    </section>
  );
}

export function LicenceItem({ licence: { name, version, license, text } }: { readonly licence: Licence }) {
  return (
    <li>
      <details className="settings-licence">
        <summary>
          {name} {version} <span className="muted">{license}</span>
        </summary>
        <pre className="small" tabIndex={0}>
          {text}
        </pre>
      </details>
    </li>
  );
}

function useLicences(): readonly Licence[] {
  const [licences, setLicences] = useState<readonly Licence[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    fetch('./licences.json', { signal: stop.signal })
      .then((answer) => answer.json() as Promise<readonly Licence[]>)
      // A window that was not bundled has none.
      .then(setLicences, () => undefined);
    return () => {
      stop.abort();
    };
  }, []);
  return licences;
}
