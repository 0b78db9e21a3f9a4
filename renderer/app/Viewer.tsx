import { useEffect, useState } from 'react';
import type { StoredTransfer } from '../../src/contract/values.js';
import { PictureViewer } from '../features/viewer/PictureViewer.js';
import { useLiveView, useNode } from '../node-client/use-node.js';
import { useFileActions } from './use-file-actions.js';

export interface ViewerProps {
  readonly file: StoredTransfer;
  readonly onClose: () => void;
}

/** With the pictures beside it, however far back the conversation goes. */
export function Viewer({ file, onClose }: ViewerProps) {
  const files = useFileActions();
  const [at, setAt] = useState(file.id);
  const pictures = usePicturesNear(at, file);
  return (
    <PictureViewer
      pictures={pictures}
      at={at}
      onLook={setAt}
      onSave={(picture) => {
        files.run('saveCopy', picture);
      }}
      onClose={onClose}
    />
  );
}

/** Enough to hold an arrow key down. */
const MOST_BESIDE = 20;

/** Asked for anew from each that is looked at, and when a file came or left. */
function usePicturesNear(transferId: string, first: StoredTransfer): readonly StoredTransfer[] {
  const { connection } = useNode();
  const { rows } = useLiveView('transfers', {});
  const over = rows.filter(({ stage }) => stage === 'done').length;
  const [pictures, setPictures] = useState<readonly StoredTransfer[]>([first]);
  useEffect(() => {
    let isAwaited = true;
    void connection.call('picturesNear', { transferId, most: MOST_BESIDE }).then((answer) => {
      if (isAwaited && answer.ok && answer.value.pictures.length > 0) setPictures(answer.value.pictures);
    });
    return () => {
      isAwaited = false;
    };
  }, [connection, transferId, over]);
  return pictures;
}
