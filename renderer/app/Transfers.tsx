import { TransfersPanel } from '../features/transfers/TransfersPanel.js';
import { useLiveView } from '../node-client/use-node.js';
import { setPreferences } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { goTo } from './routes.js';
import { useFileActions } from './use-file-actions.js';

export function Transfers({ onClose }: { readonly onClose: () => void }) {
  const { rows } = useLiveView('transfers', {});
  const contacts = useLiveView('contacts', {});
  const frozen = new Set(contacts.rows.filter(({ state }) => state === 'frozen').map(({ id }) => id));
  const { filesClearedAt } = usePreferences();
  const actions = useFileActions();
  return (
    <TransfersPanel
      rows={rows}
      frozen={frozen}
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
