import { useState } from 'react';
import { Button } from '../../ui/Button.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import { LogDialog } from './LogDialog.js';
import { Setting } from './Setting.js';
import { useAnswer } from '../../node-client/use-answer.js';

export function StorageSettings() {
  const { t, dates } = useWords();
  const storage = useAnswer('storage');
  const [isLogOpen, setLogOpen] = useState(false);
  return (
    <>
      {storage && (
        <>
          <dl className="facts settings-facts">
            <dt>{t('settings.database')}</dt>
            <dd className="tabular">{dates.size(storage.databaseBytes)}</dd>
          </dl>
          {storage.conversations.length > 0 && (
            <section className="settings-block" aria-label={t('settings.perConversation')}>
              <h3 className="field-label">{t('settings.perConversation')}</h3>
              <ul className="settings-list">
                {storage.conversations.map(({ conversationId, name, messages, bytes }) => (
                  <li key={conversationId} className="settings-person">
                    <div className="settings-person-text">
                      <PersonName name={name} />
                      <span className="small muted">{t('settings.messages', { count: messages })}</span>
                    </div>
                    <span className="tabular">{dates.size(bytes)}</span>
                  </li>
                ))}
              </ul>
              <p className="small muted">{t('settings.storageHint')}</p>
            </section>
          )}
        </>
      )}
      <Setting label={t('settings.log')} hint={t('settings.logHint')}>
        <Button
          onPress={() => {
            setLogOpen(true);
          }}
        >
          {t('settings.showLog')}
        </Button>
      </Setting>
      {isLogOpen && (
        <LogDialog
          onClose={() => {
            setLogOpen(false);
          }}
        />
      )}
    </>
  );
}
