import { useState } from 'react';
import type { ContactRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import { useContactCommands } from './use-contact-commands.js';

const NAME_LIMIT = 64;

export function RenameDialog({
  contact,
  onClose,
}: {
  readonly contact: ContactRow;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { rename } = useContactCommands(contact);
  const [name, setName] = useState(contact.name);
  const save = async () => {
    if (await rename(name)) onClose();
  };
  return (
    <Dialog title={t('contact.renameTitle')} onClose={onClose}>
      <form
        className="rename-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t('add.name')}
          hint={t('contact.renameHint')}
          value={name}
          onChange={setName}
          limit={NAME_LIMIT}
        />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary">
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
