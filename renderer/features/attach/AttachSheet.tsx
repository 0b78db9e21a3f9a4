import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useState } from 'react';
import { utf8 } from '../../../src/base/bytes.js';
import { MOST_DRAFT, MOST_TEXT_BYTES } from '../../../src/contract/bounds.js';
import type { AttachmentValue, ContactRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { FileLabel } from '../../ui/FileCard.js';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import './attach.css';
import type { HandedFile } from './handing.js';
import { photoLine } from './photo-line.js';
import { PhotoChoice } from './PhotoChoice.js';
import { Recipients } from './Recipients.js';
import type { Photos } from './use-photos.js';

export interface AttachSheetProps {
  /** Whose conversation it is. */
  readonly contact: ContactRow;
  /** Who else may get them. */
  readonly others: readonly ContactRow[];
  readonly files: readonly AttachmentValue[];
  readonly photos: Photos;
  /** On their way to the node. */
  readonly coming: readonly HandedFile[];
  readonly caption: string;
  readonly onCaption: (text: string) => void;
  /** Chosen before. */
  readonly recipients: readonly string[];
  readonly onRecipients: (contactIds: readonly string[]) => void;
  /** All of them that are shown, in their order. */
  readonly onOrder: (ids: readonly string[]) => void;
  readonly onRemove: (id: string) => void;
  /** Those that go with their metadata. */
  readonly onKeep: (ids: readonly string[]) => void;
  readonly onMore: () => void;
  readonly onFolder: () => void;
  /** Of this sheet, or of it when it was open before. */
  readonly isSending: boolean;
  readonly onSend: (contactIds: readonly string[]) => void;
  readonly onClose: () => void;
}

/** What is about to be sent: which files in which order, the words below them, and to whom. */
export function AttachSheet(props: AttachSheetProps) {
  const { contact, others, files, coming, caption, isSending, onMore, onFolder, onClose } = props;
  const { t, dates } = useWords();
  const [chosen, setChosen] = useState(props.recipients);
  // Whoever was blocked or removed since gets nothing.
  const also = chosen.filter((chosenId) => others.some(({ id }) => id === chosenId));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const isNothing = files.length === 0 && caption.trim() === '';
  return (
    <Dialog
      title={t('attach.title')}
      {...(files.length > 0 && {
        description: t('attach.sum', { count: files.length, size: dates.size(sizeBytes) }),
      })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onFolder}>{t('attach.moreFolder')}</Button>
          <Button onPress={onMore}>{t('attach.more')}</Button>
          <Button
            look="primary"
            isBusy={isSending}
            isDisabled={isNothing || coming.length > 0 || isStopped(props) || isTooLong(caption)}
            onPress={() => {
              props.onSend([contact.id, ...also]);
            }}
          >
            {t('attach.send')}
          </Button>
        </>
      }
    >
      {files.length + coming.length === 0 ? (
        <p className="muted attach-nothing">{t('attach.nothing')}</p>
      ) : (
        <ul className="attach-list">
          <Chosen {...props} />
          {coming.map((file) => (
            <Coming key={file.id} file={file} />
          ))}
        </ul>
      )}
      <Caption {...props} />
      {others.length > 0 && (
        <Recipients
          contact={contact}
          others={others}
          also={also}
          onAlso={(ids) => {
            setChosen(ids);
            props.onRecipients(ids);
          }}
        />
      )}
    </Dialog>
  );
}

type CaptionProps = Pick<AttachSheetProps, 'caption' | 'onCaption' | 'isSending'>;

function Caption({ caption, onCaption, isSending }: CaptionProps) {
  const { t } = useWords();
  const errorId = useId();
  return (
    <>
      <textarea
        className="input"
        rows={2}
        dir="auto"
        maxLength={MOST_DRAFT}
        value={caption}
        readOnly={isSending}
        aria-label={t('attach.caption')}
        placeholder={t('attach.caption')}
        {...(isTooLong(caption) && { 'aria-invalid': true, 'aria-describedby': errorId })}
        onChange={({ target }) => {
          onCaption(target.value);
        }}
      />
      {isTooLong(caption) && (
        <p id={errorId} className="small attach-stopped" role="alert">
          {t('attach.captionTooLong')}
        </p>
      )}
    </>
  );
}

/** For the one message it is sent as. */
function isTooLong(caption: string): boolean {
  return utf8(caption).length > MOST_TEXT_BYTES;
}

function isStopped({ files, photos }: Pick<AttachSheetProps, 'files' | 'photos'>): boolean {
  return files.some((file) => {
    const found = photos.get(file.id);
    return found?.ok === true && photoLine(found.value, file).isStopped;
  });
}

type ChosenProps = Pick<AttachSheetProps, 'files' | 'photos' | 'onOrder' | 'onRemove' | 'onKeep'>;

function Chosen(props: ChosenProps) {
  const { files, photos, onKeep } = props;
  const kept = files.filter(({ keepMetadata }) => keepMetadata).map(({ id }) => id);
  return files.map((file, index) => (
    <li key={file.id}>
      <ChosenFile {...props} file={file} index={index} />
      <PhotoChoice
        found={photos.get(file.id)}
        file={file}
        onKeep={(keep) => {
          onKeep(keep ? [...kept, file.id] : kept.filter((id) => id !== file.id));
        }}
      />
    </li>
  ));
}

interface ChosenFileProps extends ChosenProps {
  readonly file: AttachmentValue;
  readonly index: number;
}

function ChosenFile({ file, index, files, onOrder, onRemove }: ChosenFileProps) {
  const { id, name, extension, sizeBytes } = file;
  const { t, dates } = useWords();
  const ids = files.map(({ id }) => id);
  const move = (from: number, to: number) => {
    const moved = [...ids];
    moved.splice(to, 0, ...moved.splice(from, 1));
    onOrder(moved);
  };
  return (
    <div className="attach-file">
      <FileLabel name={name} extension={extension}>
        {dates.size(sizeBytes)}
      </FileLabel>
      {files.length > 1 && (
        <>
          <IconButton
            icon={ArrowUp}
            label={t('attach.up', { name })}
            isDisabled={index === 0}
            onPress={() => {
              move(index, index - 1);
            }}
          />
          <IconButton
            icon={ArrowDown}
            label={t('attach.down', { name })}
            isDisabled={index === files.length - 1}
            onPress={() => {
              move(index, index + 1);
            }}
          />
        </>
      )}
      <IconButton
        icon={X}
        label={t('attach.remove', { name })}
        onPress={() => {
          onRemove(id);
        }}
      />
    </div>
  );
}

function Coming({ file: { name, sizeBytes, sentBytes, cancel } }: { readonly file: HandedFile }) {
  const { t, dates } = useWords();
  const share = sizeBytes === 0 ? 0 : sentBytes / sizeBytes;
  return (
    <li className="attach-file">
      <div className="attach-coming">
        <FileLabel name={name} extension="">
          {t('attach.coming', { share: dates.percent(share), size: dates.size(sizeBytes) })}
        </FileLabel>
        <progress className="file-bar" max={1} value={share} aria-label={t('file.progress', { name })} />
      </div>
      <IconButton icon={X} label={t('attach.remove', { name })} onPress={cancel} />
    </li>
  );
}
