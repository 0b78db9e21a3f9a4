import { useState } from 'react';
import type { ContactRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Strip } from '../../ui/Strip.js';
import { Switch } from '../../ui/Switch.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { useContactCommands } from './use-contact-commands.js';

export function RemoveDialog({
  contact,
  onClose,
}: {
  readonly contact: ContactRow;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { remove } = useContactCommands(contact);
  const [withHistory, setWithHistory] = useState(false);
  const parts = { name: <NameInSentence name={contact.name} nodeId={contact.nodeId} /> };
  const confirm = async () => {
    if (await remove(withHistory ? 'delete' : 'keep')) onClose();
  };
  return (
    <Dialog
      title={<Sentence of="contact.removeTitle" parts={parts} />}
      description={t(contact.state === 'blocked' ? 'contact.removeBlockedText' : 'contact.removeText')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" onPress={() => void confirm()}>
            <Sentence of="contact.removeConfirm" parts={parts} />
          </Button>
        </>
      }
    >
      {contact.queued > 0 && (
        <Strip look="warning">{t('contact.removeQueued', { count: contact.queued })}</Strip>
      )}
      <div className="setting">
        <span>{t('contact.removeHistory')}</span>
        <Switch label={t('contact.removeHistory')} isOn={withHistory} onChange={setWithHistory} />
      </div>
    </Dialog>
  );
}
