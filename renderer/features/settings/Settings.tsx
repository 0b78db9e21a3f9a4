import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import { AboutSettings } from './AboutSettings.js';
import { AppearanceSettings } from './AppearanceSettings.js';
import { IdentitySettings } from './IdentitySettings.js';
import { NetworkSettings } from './NetworkSettings.js';
import { type Section, SECTION_ICONS, sectionsFound } from './sections.js';
import './settings.css';
import { WritingSettings } from './WritingSettings.js';

export interface SettingsProps {
  readonly section: Section;
  readonly onSection: (section: Section) => void;
  readonly onBack: () => void;
  readonly onInvite: () => void;
}

export function Settings({ section, onSection, onBack, onInvite }: SettingsProps) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const found = sectionsFound(search, t);
  return (
    <main className="settings">
      <nav className="settings-nav" aria-label={t('settings.title')}>
        <div className="settings-head">
          <IconButton icon={ArrowLeft} label={t('common.back')} onPress={onBack} />
          <h1 className="heading">{t('settings.title')}</h1>
        </div>
        <input
          type="search"
          className="input"
          aria-label={t('settings.search')}
          placeholder={t('settings.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        {found.map((one) => (
          <button
            key={one}
            type="button"
            className="settings-link"
            aria-current={one === section ? 'page' : undefined}
            onClick={() => {
              onSection(one);
            }}
          >
            <Icon of={SECTION_ICONS[one]} />
            {t(`settings.${one}`)}
          </button>
        ))}
        {found.length === 0 && <p className="small muted">{t('settings.nothingFound')}</p>}
      </nav>
      <div className="settings-page" key={section}>
        <div className="settings-column">
          <h2 className="display">{t(`settings.${section}`)}</h2>
          <Page of={section} onInvite={onInvite} />
        </div>
      </div>
    </main>
  );
}

function Page({ of: section, onInvite }: { readonly of: Section; readonly onInvite: () => void }) {
  switch (section) {
    case 'appearance':
      return <AppearanceSettings />;
    case 'writing':
      return <WritingSettings />;
    case 'identity':
      return <IdentitySettings onInvite={onInvite} />;
    case 'network':
      return <NetworkSettings />;
    case 'about':
      return <AboutSettings />;
  }
}
