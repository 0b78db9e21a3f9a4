import { TransfersPanel } from '../features/transfers/TransfersPanel.js';
import { useLiveView } from '../node-client/use-node.js';
import { setPreferences } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { goTo } from './routes.js';
import { useFileActions } from './use-file-actions.js';

export function Transfers({ onClose }: { readonly onClose: () => void }) {
  const { rows } = useLiveView('transfers', {});
  const { filesClearedAt } = usePreferences();
  const actions = useFileActions();
  return (
    <TransfersPanel
      rows={rows}
      clearedAt={filesClearedAt}
      actions={actions}
      onClear={() => {
        setPreferences({ filesClearedAt: Date.now() });
      }}
      onOpen={(conversationId) => {
        onClose();
        goTo({ area: 'chats', conversationId });
      }}
      onClose={onClose}
    />
  );
}
