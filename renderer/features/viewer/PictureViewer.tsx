import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { StoredTransfer } from '../../../src/contract/values.js';
import { IconButton } from '../../ui/IconButton.js';
import { mediaAddress } from '../../ui/media-address.js';
import { useWords } from '../../words/use-words.js';
import { onViewingKey, useViewing, type Viewing } from './use-viewing.js';
import './viewer.css';

export interface PictureViewerProps {
  /** In the order of the conversation. */
  readonly pictures: readonly StoredTransfer[];
  /** The one that is looked at. */
  readonly at: string;
  readonly onLook: (id: string) => void;
  /** Not asked of the owner's own, which are where they keep them. */
  readonly onSave: (picture: StoredTransfer) => void;
  readonly onClose: () => void;
}

/** One picture as large as the window, the others beside it. */
export function PictureViewer({ pictures, at, onLook, onSave, onClose }: PictureViewerProps) {
  const { t } = useWords();
  const viewing = useViewing(
    pictures.map(({ id }) => id),
    at,
    onLook,
  );
  const picture = pictures.find(({ id }) => id === at);
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="viewer"
          initialFocus={viewing.stage}
          onKeyDown={(event) => {
            onViewingKey(event, viewing);
          }}
        >
          <div className="viewer-head">
            <Dialog.Title className="heading one-line viewer-name" title={picture?.name}>
              <bdi>{picture?.name}</bdi>
            </Dialog.Title>
            {picture?.direction === 'in' && (
              <IconButton
                icon={Download}
                label={t('file.deed.saveCopy')}
                onPress={() => {
                  onSave(picture);
                }}
              />
            )}
            <Controls viewing={viewing} onClose={onClose} />
          </div>
          {picture && <Stage picture={picture} viewing={viewing} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ControlsProps extends Pick<PictureViewerProps, 'onClose'> {
  readonly viewing: Viewing;
}

function Controls({ viewing, onClose }: ControlsProps) {
  const { t } = useWords();
  const { zoomIn, zoomOut, before, after, lookAt } = viewing;
  return (
    <>
      <IconButton icon={ZoomOut} label={t('viewer.out')} onPress={zoomOut} />
      <IconButton icon={ZoomIn} label={t('viewer.in')} onPress={zoomIn} />
      <IconButton
        icon={ChevronLeft}
        label={t('viewer.before')}
        isDisabled={before === undefined}
        onPress={() => {
          lookAt(before);
        }}
      />
      <IconButton
        icon={ChevronRight}
        label={t('viewer.after')}
        isDisabled={after === undefined}
        onPress={() => {
          lookAt(after);
        }}
      />
      <IconButton icon={X} label={t('common.close')} onPress={onClose} />
    </>
  );
}

interface StageProps {
  readonly picture: PictureViewerProps['pictures'][number];
  readonly viewing: Viewing;
}

/** Can be focused: its keys move what is larger than the window. */
function Stage({ picture, viewing: { stage, zoom, zoomBy, toggleZoom } }: StageProps) {
  const size = `${String(zoom * 100)}%`;
  return (
    <div className="viewer-stage" ref={stage} role="group" aria-label={picture.name} tabIndex={0}>
      <img
        src={mediaAddress(picture)}
        alt={picture.name}
        style={{ width: size, height: size }}
        onDoubleClick={toggleZoom}
        onWheel={({ deltaY, ctrlKey }) => {
          if (ctrlKey) zoomBy(deltaY < 0 ? 1.2 : 1 / 1.2);
        }}
      />
    </div>
  );
}
