import { EllipsisVertical, Trash2 } from 'lucide-react';
import { type Examples, HARD_WORDS, type OverlayExamples } from '../gallery/examples.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { Hinted } from './Hint.js';
import { MenuButton } from './MenuButton.js';
import { remark } from './toasts.js';
import { TextField } from './TextField.js';

const nothing = () => undefined;

export const examples: Examples = {
  'a menu': () => (
    <MenuButton
      icon={EllipsisVertical}
      label="A menu"
      items={[
        { id: 'open', label: 'Open', action: 'details', onChoose: nothing },
        { id: 'not-now', label: 'Not now', isDisabled: true, onChoose: nothing },
        { id: 'long', label: HARD_WORDS.sentence, onChoose: nothing },
        {
          id: 'delete',
          label: 'Delete',
          icon: Trash2,
          look: 'danger',
          beginsGroup: true,
          onChoose: nothing,
        },
      ]}
    />
  ),
  'words on hover': () => <Hinted text={HARD_WORDS.sentence}>Point here</Hinted>,
  'a passing remark': () => (
    <Button
      onPress={() => {
        remark({ text: HARD_WORDS.sentence, action: { label: 'Undo', onPress: nothing } });
      }}
    >
      Remark
    </Button>
  ),
};

export const overlays: OverlayExamples = {
  'a dialog that asks': (onClose) => (
    <Dialog
      title="Remove Bob?"
      description="Nothing else is lost."
      onClose={onClose}
      actions={<Button onPress={onClose}>Keep</Button>}
    />
  ),
  'a dialog with long words and a field': (onClose) => (
    <Dialog title={HARD_WORDS.long} description={HARD_WORDS.sentence} isWide onClose={onClose}>
      <TextField label={HARD_WORDS.sentence} value="" error={HARD_WORDS.sentence} onChange={nothing} />
    </Dialog>
  ),
};
