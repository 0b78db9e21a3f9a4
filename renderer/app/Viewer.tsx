import { shownAs } from '../../src/base/file-kind.js';
import type { StoredTransfer } from '../../src/contract/values.js';
import { PictureViewer } from '../features/viewer/PictureViewer.js';
import { useLiveView } from '../node-client/use-node.js';
import { useFileActions } from './use-file-actions.js';

export interface ViewerProps {
  readonly file: StoredTransfer;
  readonly onClose: () => void;
}

/** With the pictures of the same conversation the node has told of. */
export function Viewer({ file, onClose }: ViewerProps) {
  const files = useFileActions();
  const { rows } = useLiveView('transfers', {});
  const others = rows.filter(
    (row) =>
      row.conversationId === file.conversationId &&
      row.id !== file.id &&
      shownAs(row.extension) === 'image' &&
      (row.direction === 'out' ? row.stage !== 'ended' : row.stage === 'done'),
  );
  const pictures = [...others, file].sort((a, b) => a.createdAt - b.createdAt);
  return (
    <PictureViewer
      pictures={pictures}
      first={file.id}
      onSave={(picture) => {
        files.run('saveCopy', picture);
      }}
      onClose={onClose}
    />
  );
}
