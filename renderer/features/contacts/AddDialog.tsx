import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';
import { ApproveFound } from './ApproveFound.js';
import './contacts.css';
import { TargetForm } from './TargetForm.js';
import { useAddContact } from './use-add-contact.js';

export interface AddDialogProps {
  /** What a link brought along. */
  readonly target?: string;
  readonly onClose: () => void;
  /** The request is on its way, or there is a contact already. */
  readonly onContact: (contactId: string) => void;
}

export function AddDialog({ target = '', onClose, onContact }: AddDialogProps) {
  const { t } = useWords();
  const adding = useAddContact();
  // Found again as it was by whoever goes back.
  const [text, setText] = useState(target);
  const { found } = adding;
  return (
    <Dialog title={t(found ? 'add.foundTitle' : 'add.title')} onClose={onClose}>
      {found ? (
        <ApproveFound found={found} adding={adding} onContact={onContact} />
      ) : (
        <TargetForm text={text} onText={setText} adding={adding} onClose={onClose} />
      )}
    </Dialog>
  );
}
