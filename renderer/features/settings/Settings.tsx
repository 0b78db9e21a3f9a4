import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import { AboutSettings } from './AboutSettings.js';
import { AppearanceSettings } from './AppearanceSettings.js';
import { IdentitySettings } from './IdentitySettings.js';
import { LockSettings } from './LockSettings.js';
import { NetworkSettings } from './NetworkSettings.js';
import { NotificationSettings } from './NotificationSettings.js';
import { PrivacySettings } from './PrivacySettings.js';
import { SECTION_ICONS } from './section-icons.js';
import { type Section, sectionsFound } from './sections.js';
import './settings.css';
import { StorageSettings } from './StorageSettings.js';
import { WritingSettings } from './WritingSettings.js';

export interface SettingsProps {
  readonly section: Section;
  readonly onSection: (section: Section) => void;
  readonly onBack: () => void;
  readonly onInvite: () => void;
  /** The table of keys. */
  readonly shortcuts: ReactNode;
}

export function Settings(props: SettingsProps) {
  const { section, onSection, onBack } = props;
  const { t } = useWords();
  // On a narrow window: the list of pages, or the one that was chosen.
  const [isPage, setPage] = useState(false);
  useEscape(onBack);
  return (
    <main className="settings" data-open={isPage ? 'page' : 'list'}>
      <Pages
        section={section}
        onSection={(next) => {
          setPage(true);
          onSection(next);
        }}
        onBack={onBack}
      />
      <div className="settings-page" key={section} tabIndex={0}>
        <div className="settings-column">
          <div className="settings-title">
            <div className="settings-to-list">
              <IconButton
                icon={ArrowLeft}
                label={t('settings.allSettings')}
                onPress={() => {
                  setPage(false);
                }}
              />
            </div>
            <h2 className="display">{t(`settings.${section}`)}</h2>
          </div>
          <Page {...props} />
        </div>
      </div>
    </main>
  );
}

function Pages({ section, onSection, onBack }: Pick<SettingsProps, 'section' | 'onSection' | 'onBack'>) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const found = sectionsFound(search, t);
  return (
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
  );
}

/** Escape leads back, unless something lies over the settings or a search is to be emptied. */
function useEscape(onBack: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role=dialog], [role=menu], [role=alertdialog]')) return;
      if (event.target instanceof HTMLInputElement && event.target.type === 'search' && event.target.value)
        return;
      onBack();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [onBack]);
}

function Page({ section, onInvite, shortcuts }: SettingsProps) {
  switch (section) {
    case 'appearance':
      return <AppearanceSettings />;
    case 'writing':
      return <WritingSettings />;
    case 'notifications':
      return <NotificationSettings />;
    case 'locking':
      return <LockSettings />;
    case 'privacy':
      return <PrivacySettings />;
    case 'identity':
      return <IdentitySettings onInvite={onInvite} />;
    case 'network':
      return <NetworkSettings />;
    case 'storage':
      return <StorageSettings />;
    case 'shortcuts':
      return shortcuts;
    case 'about':
      return <AboutSettings />;
  }
}
