import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { CommandResult } from '../../../src/contract/commands.js';
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { useNames } from '../../ui/look-alikes.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import { LogDialog } from './LogDialog.js';
import { RemoveFilesDialog } from './RemoveFilesDialog.js';
import { Setting } from './Setting.js';
import { useAnswer } from '../../node-client/use-answer.js';

type StoredConversation = CommandResult<'storage'>['conversations'][number];

export function StorageSettings() {
  const { t, dates } = useWords();
  const [version, setVersion] = useState(0);
  const storage = useAnswer('storage', version);
  const [cleaned, setCleaned] = useState<StoredConversation>();
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
                {storage.conversations.map((row) => (
                  <Taken key={row.conversationId} row={row} onClean={setCleaned} />
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
      {cleaned && (
        <RemoveFilesDialog
          {...cleaned}
          onRemoved={() => {
            setVersion(version + 1);
          }}
          onClose={() => {
            setCleaned(undefined);
          }}
        />
      )}
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

interface TakenProps {
  readonly row: StoredConversation;
  readonly onClean: (row: StoredConversation) => void;
}

/** What one conversation takes, and its files taken away. */
function Taken({ row, onClean }: TakenProps) {
  const { t, dates } = useWords();
  const { name, conversationId, messages, bytes, files, fileBytes } = row;
  const nameOf = useNames();
  return (
    <li className="settings-person">
      <div className="settings-person-text">
        <span>
          <PersonName name={name} conversationId={conversationId} />
        </span>
        <span className="small muted">
          {t('settings.messages', { count: messages })}
          {files > 0 && ` · ${t('settings.files', { count: files, size: dates.size(fileBytes) })}`}
        </span>
      </div>
      {files > 0 && (
        <IconButton
          icon={Trash2}
          label={t('settings.removeFilesOf', { name: nameOf(row) })}
          onPress={() => {
            onClean(row);
          }}
        />
      )}
      <span className="tabular">{dates.size(bytes + fileBytes)}</span>
    </li>
  );
}
