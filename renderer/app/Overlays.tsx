import { useStore } from 'zustand';
import { type ActionId, ACTIONS, keysOf, shownKeys } from '../commands/bindings.js';
import type { PaletteItem } from '../features/palette/palette-items.js';
import { useLiveView } from '../node-client/use-node.js';
import { useShell } from '../shell/use-shell.js';
import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';
import {
  AddDialog,
  Attach,
  Forward,
  InviteDialog,
  Palette,
  ShortcutSheet,
  Transfers,
  Viewer,
} from './lazy-overlays.js';
import { closeOverlay, overlay } from './overlays.js';
import { goTo } from './routes.js';
import { IS_MAC } from './use-keys.js';
import { useOpenContact } from './use-open-contact.js';

export interface OverlaysProps {
  readonly actions: Readonly<Record<ActionId, () => void>>;
}

export function Overlays({ actions }: OverlaysProps) {
  const { open } = useStore(overlay);
  const openContact = useOpenContact();
  const items = usePaletteItems(actions);
  switch (open?.kind) {
    case undefined:
      return null;
    case 'add':
      return (
        <AddDialog
          target={open.target}
          onClose={closeOverlay}
          onContact={(contactId) => {
            closeOverlay();
            openContact(contactId);
          }}
        />
      );
    case 'attach':
      return <Attach conversationId={open.conversationId} onClose={closeOverlay} />;
    case 'transfers':
      return <Transfers onClose={closeOverlay} />;
    case 'forward':
      return <Forward texts={open.texts} onClose={closeOverlay} />;
    case 'viewer':
      return <Viewer file={open.file} onClose={closeOverlay} />;
    case 'invite':
      return <InviteDialog onClose={closeOverlay} />;
    case 'palette':
      return <Palette items={items} onClose={closeOverlay} />;
    case 'shortcuts':
      return <ShortcutSheet isMac={IS_MAC} onClose={closeOverlay} />;
  }
}

/** People first, then everything the window can do. */
function usePaletteItems(actions: OverlaysProps['actions']): readonly PaletteItem[] {
  const { t } = useWords();
  const { kind } = useShell();
  const { rows } = useLiveView('contacts', {});
  const people = rows.map(({ id, name, conversationId }) => ({
    id,
    label: displayName(name, t('common.noName')),
    onChoose: () => {
      goTo({ area: 'chats', conversationId });
    },
  }));
  const deeds = ACTIONS.filter((action) => action !== 'palette').map((action) => ({
    id: action,
    label: t(`actions.${action}`),
    keys: shownKeys(keysOf(action, kind), IS_MAC),
    onChoose: actions[action],
  }));
  return [...people, ...deeds];
}
