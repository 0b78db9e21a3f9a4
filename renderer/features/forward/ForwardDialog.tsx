import { useState } from 'react';
import { MOST_RECIPIENTS } from '../../../src/contract/bounds.js';
import type { ContactRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import type { PassedOn } from '../../ui/passed-on.js';
import { PersonName } from '../../ui/PersonName.js';
import { TextField } from '../../ui/TextField.js';
import { useWords } from '../../words/use-words.js';
import './forward.css';
import { PassedFiles } from './PassedFiles.js';
import { peopleNamed } from './people-named.js';

export interface ForwardDialogProps {
  readonly people: readonly ContactRow[];
  readonly items: readonly PassedOn[];
  /** @param asTheyAre files that go with whatever metadata is in them */
  readonly onSend: (contactIds: readonly string[], asTheyAre: readonly string[]) => Promise<ForwardEnd>;
  readonly onClose: () => void;
}

/** failed: not everybody got everything, and the owner was told why. photo: a file whose metadata cannot be taken off. */
export type ForwardEnd = 'sent' | 'failed' | { readonly photo: string };

/** Says the same to somebody else, in the owner's name. */
export function ForwardDialog({ people, items, onSend, onClose }: ForwardDialogProps) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [asTheyAre, setAsTheyAre] = useState<readonly string[]>([]);
  const [isSending, setSending] = useState(false);
  // Who was blocked meanwhile gets nothing, and keeps it from nobody else.
  const chosen = picked.filter((contactId) => people.some(({ id }) => id === contactId));
  const texts = items.flatMap((item) => ('text' in item ? [item.text] : []));
  const files = items.flatMap((item) => ('file' in item ? [item.file] : []));
  const send = async () => {
    setSending(true);
    const end = await onSend(chosen, asTheyAre);
    if (end === 'sent') {
      onClose();
      return;
    }
    setSending(false);
    if (end !== 'failed') setPhotos((before) => [...before, end.photo]);
  };
  const isStopped = photos.some((id) => !asTheyAre.includes(id));
  return (
    <Dialog
      title={t('forward.title')}
      description={t('forward.text')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={chosen.length === 0 || isStopped || isSending}
            onPress={() => void send()}
          >
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
        <PassedFiles files={files} stopped={photos} asTheyAre={asTheyAre} onAsTheyAre={setAsTheyAre} />
      )}
      <TextField label={t('forward.search')} value={search} onChange={setSearch} />
      <Choice
        people={peopleNamed(people, search, chosen)}
        chosen={chosen}
        most={files.length > 0 ? MOST_RECIPIENTS : people.length}
        onChosen={setPicked}
      />
    </Dialog>
  );
}

interface ChoiceProps extends Pick<ForwardDialogProps, 'people'> {
  readonly chosen: readonly string[];
  /** That may be chosen. */
  readonly most: number;
  readonly onChosen: (contactIds: readonly string[]) => void;
}

function Choice({ people, chosen, most, onChosen }: ChoiceProps) {
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
              disabled={!chosen.includes(id) && chosen.length >= most}
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
