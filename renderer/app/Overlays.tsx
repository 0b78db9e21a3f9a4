import { Suspense } from 'react';
import { useStore } from 'zustand';
import { type ActionId, keysOf, PALETTE_ACTIONS, shownKeys } from '../commands/bindings.js';
import { useLiveView } from '../node-client/use-node.js';
import { IS_MAC } from '../shell/is-mac.js';
import { useShell } from '../shell/use-shell.js';
import { useNames } from '../ui/look-alikes.js';
import { choicesOf } from '../ui/menu-items.js';
import { NameInSentence } from '../ui/NameInSentence.js';
import { Sentence } from '../words/Sentence.js';
import { useWords } from '../words/use-words.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import {
  AddDialog,
  Attach,
  DeleteHistoryDialog,
  Forward,
  InviteDialog,
  Palette,
  RemoveDialog,
  RemoveFilesDialog,
  RenameDialog,
  ShortcutSheet,
  Transfers,
  Viewer,
} from './lazy-overlays.js';
import { closeIfOpen, type Overlay, overlay } from './overlays.js';
import { goTo, leaveConversation, route } from './routes.js';
import { useConversationMenu, useListItem } from './use-conversation-menu.js';
import { useOpenContact } from './use-open-contact.js';

export interface OverlaysProps {
  readonly actions: Readonly<Record<ActionId, () => void>>;
}

export function Overlays(props: OverlaysProps) {
  return (
    <ErrorBoundary area="overlays">
      <Suspense>
        <OpenOverlay {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function OpenOverlay({ actions }: OverlaysProps) {
  const { open } = useStore(overlay);
  const openContact = useOpenContact();
  if (!open) return null;
  const close = () => {
    closeIfOpen(open);
  };
  switch (open.kind) {
    case 'add':
      return (
        <AddDialog
          // Who was found for another link is not who this one leads to.
          key={open.target}
          target={open.target}
          onClose={close}
          onContact={(contactId) => {
            close();
            openContact(contactId);
          }}
        />
      );
    case 'attach':
      return <Attach conversationId={open.conversationId} onClose={close} />;
    case 'transfers':
      return <Transfers onClose={close} />;
    case 'forward':
      return <Forward items={open.items} onClose={close} />;
    case 'viewer':
      return <Viewer file={open.file} onClose={close} />;
    case 'invite':
      return <InviteDialog onClose={close} />;
    case 'palette':
      return <EveryDeed actions={actions} onClose={close} />;
    case 'rename':
    case 'remove':
      return <AboutContact about={open} onClose={close} />;
    case 'deleteHistory':
      return (
        <DeleteHistoryDialog
          {...open}
          onClose={close}
          onDeleted={() => {
            close();
            leaveConversation(open.conversationId);
          }}
        />
      );
    case 'removeFiles':
      return <RemoveFilesDialog {...open.stored} onClose={close} />;
    case 'shortcuts':
      return <ShortcutSheet isMac={IS_MAC} onClose={close} />;
  }
}

interface AboutContactProps {
  readonly about: Extract<Overlay, { kind: 'rename' | 'remove' }>;
  readonly onClose: () => void;
}

function AboutContact({ about: { kind, contactId }, onClose }: AboutContactProps) {
  const { rows } = useLiveView('contacts', {});
  const contact = rows.find(({ id }) => id === contactId);
  if (!contact) return null;
  const Asking = kind === 'rename' ? RenameDialog : RemoveDialog;
  return <Asking contact={contact} onClose={onClose} />;
}

/** People first, then what can be done with the one whose conversation is open, then everything the window can do. */
function EveryDeed({ actions, onClose }: OverlaysProps & { readonly onClose: () => void }) {
  const { t } = useWords();
  const { kind } = useShell();
  const at = useStore(route);
  const { rows } = useLiveView('contacts', {});
  const menuOf = useConversationMenu();
  const item = useListItem(at.area === 'chats' ? at.conversationId : undefined);
  const nameOf = useNames();
  const people = rows.map((contact) => ({
    id: contact.id,
    label: nameOf(contact),
    onChoose: () => {
      goTo({ area: 'chats', conversationId: contact.conversationId });
    },
  }));
  const here = item
    ? choicesOf(menuOf(item)).map(({ id, label: deed, onChoose }) => ({
        id: `here ${id}`,
        label: t('palette.about', { name: nameOf(item.contact), deed }),
        drawn: (
          <Sentence
            of="palette.about"
            params={{ deed }}
            parts={{ name: <NameInSentence name={item.contact.name} nodeId={item.contact.nodeId} /> }}
          />
        ),
        onChoose,
      }))
    : [];
  const deeds = PALETTE_ACTIONS.map((action) => ({
    id: action,
    label: t(`actions.${action}`),
    keys: shownKeys(keysOf(action, kind), IS_MAC),
    onChoose: actions[action],
  }));
  return <Palette items={[...people, ...here, ...deeds]} onClose={onClose} />;
}
