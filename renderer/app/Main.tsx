import { Suspense, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useDeletionToasts } from '../features/deletions/use-deletion-toasts.js';
import { conversationOf } from '../features/notifications/notices.js';
import { useNotifications } from '../features/notifications/use-notifications.js';
import { useTransferSigns } from '../features/transfers/use-transfer-signs.js';
import { ConnectionBar } from '../features/status/ConnectionBar.js';
import { NodeNotices } from '../features/status/NodeNotices.js';
import { NotListening } from '../features/status/NotListening.js';
import { useNode } from '../node-client/use-node.js';
import { useNoStrayDrops } from '../ui/use-file-drop.js';
import { useAttention } from '../ui/use-attention.js';
import { useNoteUse } from './use-note-use.js';
import { useLookAlikes } from './use-look-alikes.js';
import { useAutoLock } from './use-auto-lock.js';
import { useDetailsOpen } from './use-details-open.js';
import { IS_MAC } from '../shell/is-mac.js';
import { useShell } from '../shell/use-shell.js';
import { windowActions } from './actions.js';
import { ConversationArea } from './ConversationArea.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { jumpTo } from './jumps.js';
import { ListArea } from './ListArea.js';
import { Settings, ShortcutTable } from './lazy-overlays.js';
import { openOverlay } from './overlays.js';
import { Overlays } from './Overlays.js';
import { goTo, leaveSettings, route } from './routes.js';
import { useKeys } from './use-keys.js';

/** The window of an open node. */
export function Main() {
  const at = useStore(route);
  const node = useNode();
  const [areDetailsOpen, toggleDetails] = useDetailsOpen(at.area === 'chats' ? at.conversationId : undefined);
  const actions = useMemo(() => windowActions(node, toggleDetails), [node, toggleDetails]);
  useKeys(actions);
  useShellLinks();
  useDeletionToasts();
  useAutoLock();
  useNoteUse();
  useLookAlikes();
  useNoStrayDrops();
  const isAttended = useAttention();
  useNotifications(isAttended && at.area === 'chats' ? at.conversationId : undefined);
  useNotificationClicks();
  useTransferSigns(at.area === 'chats' ? at.conversationId : undefined, openConversation);
  return (
    <div className="window">
      <Notices />
      {at.area === 'settings' ? (
        <ErrorBoundary area="settings">
          <Suspense>
            <Settings
              section={at.section}
              onSection={(section) => {
                goTo({ area: 'settings', section });
              }}
              onBack={leaveSettings}
              onInvite={actions.invite}
              shortcuts={<ShortcutTable isMac={IS_MAC} />}
            />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <div className="areas" data-open={at.conversationId === undefined ? 'list' : 'conversation'}>
          <ErrorBoundary area="list">
            <ListArea selected={at.conversationId} actions={actions} />
          </ErrorBoundary>
          <ErrorBoundary area="conversation" key={at.conversationId}>
            <ConversationArea
              conversationId={at.conversationId}
              areDetailsOpen={areDetailsOpen}
              onDetails={actions.details}
            />
          </ErrorBoundary>
        </div>
      )}
      <Overlays actions={actions} />
    </div>
  );
}

function Notices() {
  return (
    <ErrorBoundary area="notices">
      <ConnectionBar />
      <NotListening />
      <NodeNotices />
    </ErrorBoundary>
  );
}

function openConversation(conversationId: string): void {
  goTo({ area: 'chats', conversationId });
}

function useShellLinks(): void {
  const shell = useShell();
  useEffect(
    () =>
      shell.onLink((target) => {
        openOverlay({ kind: 'add', target });
      }),
    [shell],
  );
}

/** A notification leads to the message it was about, else to its conversation, which opens where reading stopped. */
function useNotificationClicks(): void {
  const shell = useShell();
  useEffect(
    () =>
      shell.onNotificationClick(({ tag, messageId }) => {
        const conversationId = conversationOf(tag);
        if (conversationId === undefined || messageId === undefined) goTo({ area: 'chats', conversationId });
        else jumpTo(conversationId, { anchor: { at: 'message', id: messageId }, isMarked: true });
      }),
    [shell],
  );
}
