import { Ban, Eye, Pencil, ShieldCheck, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { ContactRow } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import './details.css';
import { FileRules } from './FileRules.js';
import { RemoveDialog } from './RemoveDialog.js';
import { RenameDialog } from './RenameDialog.js';
import { useContactCommands } from './use-contact-commands.js';

export interface ContactDetailsProps {
  readonly contact: ContactRow;
  readonly onClose: () => void;
  readonly onCompare: () => void;
}

export function ContactDetails({ contact, onClose, onCompare }: ContactDetailsProps) {
  const { t, dates } = useWords();
  return (
    <aside className="details" aria-label={t('details.title')}>
      <header className="details-head">
        <h2 className="heading">{t('details.title')}</h2>
        <IconButton icon={X} label={t('common.close')} onPress={onClose} />
      </header>
      <div className="details-person">
        <Avatar name={displayName(contact.name, '')} nodeId={contact.nodeId} size="large" />
        <p className="heading details-name">
          <PersonName name={contact.name} />
        </p>
        {contact.profileName !== null && contact.profileName !== contact.name && (
          <p className="small muted">
            {t('details.callsThemselves', { name: displayName(contact.profileName, '…') })}
          </p>
        )}
      </div>
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
      <FileRules contact={contact} />
      <ContactActions contact={contact} />
    </aside>
  );
}

function ContactActions({ contact }: { readonly contact: ContactRow }) {
  const { t } = useWords();
  const { block, unblock, unhide } = useContactCommands(contact);
  const { rows } = useLiveView('conversations', {});
  const isHidden = rows.find(({ id }) => id === contact.conversationId)?.hidden === true;
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const close = () => {
    setOpen(undefined);
  };
  const isBlocked = contact.state === 'blocked';
  return (
    <div className="details-section details-actions">
      <Button
        look="quiet"
        onPress={() => {
          setOpen('rename');
        }}
      >
        <Icon of={Pencil} size={18} />
        {t('contact.rename')}
      </Button>
      {isHidden && (
        <Button look="quiet" onPress={unhide}>
          <Icon of={Eye} size={18} />
          {t('contact.unhide')}
        </Button>
      )}
      <Button look="quiet" onPress={isBlocked ? unblock : block}>
        <Icon of={Ban} size={18} />
        {t(isBlocked ? 'contact.unblock' : 'contact.block')}
      </Button>
      <Button
        look="danger"
        onPress={() => {
          setOpen('remove');
        }}
      >
        <Icon of={Trash2} size={18} />
        {t('contact.remove')}
      </Button>
      {open === 'rename' && <RenameDialog contact={contact} onClose={close} />}
      {open === 'remove' && <RemoveDialog contact={contact} onClose={close} />}
    </div>
  );
}
