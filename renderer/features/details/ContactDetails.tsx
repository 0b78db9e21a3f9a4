import { ShieldCheck, X } from 'lucide-react';
import type { ContactRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { ActionList } from '../../ui/ActionList.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { Digits } from '../../ui/Digits.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import type { MenuEntry } from '../../ui/menu-items.js';
import { PersonName } from '../../ui/PersonName.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import './details.css';
import { FileRules } from './FileRules.js';
import { StoredHere, type StoredConversation } from './StoredHere.js';

export interface ContactDetailsProps {
  readonly contact: ContactRow;
  readonly onClose: () => void;
  readonly onCompare: () => void;
  readonly onRemoveFiles: (stored: StoredConversation) => void;
  /** What can be done with the conversation and the contact. */
  readonly actions: readonly MenuEntry[];
}

export function ContactDetails({ contact, onClose, onCompare, onRemoveFiles, actions }: ContactDetailsProps) {
  const { t, dates } = useWords();
  return (
    <aside className="details" aria-label={t('details.title')}>
      <header className="details-head">
        <h2 className="heading">{t('details.title')}</h2>
        <IconButton icon={X} label={t('common.close')} onPress={onClose} />
      </header>
      <Person contact={contact} />
      <section className="details-section">
        <h3 className="field-label">{t('identity.fingerprint')}</h3>
        <Digits of={contact.fingerprint} label={t('identity.fingerprint')} />
        <p className="small muted">{t(`trust.${contact.trust}`)}</p>
        <Button onPress={onCompare}>
          <Icon of={ShieldCheck} size={18} />
          {t('compare.open')}
        </Button>
      </section>
      <dl className="facts details-section small">
        <dt>{t('details.since')}</dt>
        <dd>{dates.full(contact.since)}</dd>
        {contact.addresses.length > 0 && (
          <>
            <dt>{t('details.addresses', { count: contact.addresses.length })}</dt>
            <dd>{contact.addresses.join(', ')}</dd>
          </>
        )}
        {contact.queued > 0 && (
          <>
            <dt>{t('details.queued')}</dt>
            <dd>{t('details.queuedCount', { count: contact.queued })}</dd>
          </>
        )}
      </dl>
      <section className="details-section">
        <h3 className="field-label">{t('details.id')}</h3>
        <div className="copy-line">
          <code>{contact.nodeIdText}</code>
          <CopyButton text={contact.nodeIdText} label={t('details.copyId')} />
        </div>
        <p className="small muted">{t('details.idMeans')}</p>
      </section>
      <RequestNote contact={contact} />
      <FileRules contact={contact} />
      <StoredHere conversationId={contact.conversationId} onRemove={onRemoveFiles} />
      <section className="details-section details-actions" aria-label={t('details.actions')}>
        <ActionList items={actions} />
      </section>
    </aside>
  );
}

/** What was said with the request that made them contacts, whoever asked. */
function RequestNote({ contact: { note } }: Pick<ContactDetailsProps, 'contact'>) {
  const { t } = useWords();
  if (note === '') return null;
  return (
    <section className="details-section">
      <h3 className="field-label">{t('details.note')}</h3>
      <p className="details-note" dir="auto">
        {note}
      </p>
    </section>
  );
}

function Person({ contact }: Pick<ContactDetailsProps, 'contact'>) {
  return (
    <div className="details-person">
      <Avatar name={displayName(contact.name, '')} nodeId={contact.nodeId} size="large" />
      <p className="heading details-name">
        <PersonName name={contact.name} nodeId={contact.nodeId} />
      </p>
      {contact.profileName !== null && contact.profileName !== contact.name && (
        <p className="small muted">
          <Sentence of="details.callsThemselves" parts={{ name: displayName(contact.profileName, '…') }} />
        </p>
      )}
    </div>
  );
}
