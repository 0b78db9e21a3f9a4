import { useState } from 'react';
import type { ContactRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { FileLabel } from '../../ui/FileCard.js';
import type { PassedOn } from '../../ui/passed-on.js';
import { PersonName } from '../../ui/PersonName.js';
import { TextField } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import './forward.css';
import { peopleNamed } from './people-named.js';

export interface ForwardDialogProps {
  readonly people: readonly ContactRow[];
  readonly items: readonly PassedOn[];
  /** False: not everybody got it, and the owner was told why. */
  readonly onSend: (contactIds: readonly string[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Says the same to somebody else, in the owner's name. */
export function ForwardDialog({ people, items, onSend, onClose }: ForwardDialogProps) {
  const { t, dates } = useWords();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isSending, setSending] = useState(false);
  const texts = items.flatMap((item) => ('text' in item ? [item.text] : []));
  const files = items.flatMap((item) => ('file' in item ? [item.file] : []));
  const send = async () => {
    setSending(true);
    if (await onSend(chosen)) onClose();
    else setSending(false);
  };
  return (
    <Dialog
      title={t('forward.title')}
      description={t('forward.text')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isDisabled={chosen.length === 0 || isSending} onPress={() => void send()}>
            {t('forward.send')}
          </Button>
        </>
      }
    >
      {texts.length > 0 && (
        <blockquote className="forward-text" dir="auto" tabIndex={0}>
          {texts.join('\n')}
        </blockquote>
      )}
      {files.length > 0 && (
        <ul className="forward-files">
          {files.map(({ id, name, extension, sizeBytes }) => (
            <li key={id}>
              <FileLabel name={name} extension={extension}>
                {dates.size(sizeBytes)}
              </FileLabel>
            </li>
          ))}
        </ul>
      )}
      <TextField label={t('forward.search')} value={search} onChange={setSearch} />
      <Choice people={peopleNamed(people, search, chosen)} chosen={chosen} onChosen={setChosen} />
    </Dialog>
  );
}

interface ChoiceProps extends Pick<ForwardDialogProps, 'people'> {
  readonly chosen: readonly string[];
  readonly onChosen: (contactIds: readonly string[]) => void;
}

function Choice({ people, chosen, onChosen }: ChoiceProps) {
  const { t } = useWords();
  if (people.length === 0) return <p className="muted">{t('forward.nobody')}</p>;
  return (
    <ul className="forward-people">
      {people.map(({ id, name, nodeId }) => (
        <li key={id}>
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) => {
                onChosen(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id));
              }}
            />
            <Avatar name={displayName(name, '')} nodeId={nodeId} size="small" />
            <PersonName name={name} nodeId={nodeId} />
          </label>
        </li>
      ))}
    </ul>
  );
}
