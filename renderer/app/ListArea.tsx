import { useCallback, useState } from 'react';
import { ArrowDownUp, Lock, Menu, QrCode, Settings as Gear, UserPlus, Keyboard, Unplug } from 'lucide-react';
import type { ActionId } from '../commands/bindings.js';
import { ConversationList } from '../features/conversation-list/ConversationList.js';
import { Requests } from '../features/requests/Requests.js';
import { useLiveView } from '../node-client/use-node.js';
import { Button } from '../ui/Button.js';
import { EmptyState } from '../ui/EmptyState.js';
import { IconButton } from '../ui/IconButton.js';
import type { MenuItem } from '../ui/menu-items.js';
import { MenuButton } from '../ui/MenuButton.js';
import { useWords } from '../words/use-words.js';
import { Found } from './Found.js';
import { goTo } from './routes.js';
import { useAttaching } from './use-attaching.js';
import { useConversationMenu } from './use-conversation-menu.js';
import { useOpenContact } from './use-open-contact.js';
import { WidthHandle } from './WidthHandle.js';

export interface ListAreaProps {
  readonly selected: string | undefined;
  readonly actions: Readonly<Record<ActionId, () => void>>;
}

export function ListArea({ selected, actions }: ListAreaProps) {
  const { t } = useWords();
  const openContact = useOpenContact();
  const attach = useAttaching();
  const menuOf = useConversationMenu();
  const items = useMenuItems(actions);
  // Who waits for an answer is somebody.
  const isAsked = useLiveView('requests', {}).rows.length > 0;
  const [search, setSearch] = useState('');
  const [isFirstWanted, setFirstWanted] = useState(false);
  const endWanting = useCallback(() => {
    setFirstWanted(false);
  }, []);
  return (
    <div className="list-area">
      <header className="list-header">
        <MenuButton icon={Menu} label={t('list.menu')} items={items} />
        <h1 className="heading">Kith</h1>
        <IconButton icon={UserPlus} label={t('actions.addContact')} onPress={actions.addContact} />
      </header>
      <ConversationList
        selected={selected}
        search={search}
        onSearch={(text) => {
          setSearch(text);
          setFirstWanted(false);
        }}
        onEnter={() => {
          setFirstWanted(true);
        }}
        requests={<Requests onContact={openContact} />}
        found={<Found text={search} isFirstWanted={isFirstWanted} onOpened={endWanting} />}
        onOpen={(conversationId) => {
          goTo({ area: 'chats', conversationId });
        }}
        onFiles={attach}
        menuOf={menuOf}
        firstSteps={!isAsked && <FirstSteps onAdd={actions.addContact} onInvite={actions.invite} />}
      />
      <WidthHandle of="listWidth" />
    </div>
  );
}

function FirstSteps({ onAdd, onInvite }: { readonly onAdd: () => void; readonly onInvite: () => void }) {
  const { t } = useWords();
  return (
    <EmptyState
      title={t('firstSteps.title')}
      text={t('firstSteps.text')}
      action={
        <div className="first-steps">
          <Button look="primary" isWide onPress={onAdd}>
            {t('actions.addContact')}
          </Button>
          <Button isWide onPress={onInvite}>
            {t('actions.invite')}
          </Button>
        </div>
      }
    />
  );
}

function useMenuItems(actions: ListAreaProps['actions']): readonly MenuItem[] {
  const { t } = useWords();
  const item = (id: ActionId, icon: typeof Lock) => ({
    id,
    icon,
    label: t(`actions.${id}`),
    action: id,
    onChoose: actions[id],
  });
  return [
    item('addContact', UserPlus),
    item('invite', QrCode),
    item('transfers', ArrowDownUp),
    { ...item('settings', Gear), beginsGroup: true },
    item('shortcuts', Keyboard),
    { ...item('lock', Lock), beginsGroup: true },
    item('fullLock', Unplug),
  ];
}
