// What each action of the table does.

import type { ActionId } from '../commands/bindings.js';
import { orderComposer } from '../features/composer/composer-orders.js';
import { filterItems, listItems } from '../features/conversation-list/list-items.js';
import { orderMessage } from '../features/history/message-orders.js';
import { preferences, setPreferences } from '../preferences/preferences.js';
import { TEXT_SIZES } from '../preferences/read-preferences.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { nextArea } from './areas.js';
import { jumpTo } from './jumps.js';
import { lock } from './lock.js';
import type { NodeClient } from '../node-client/use-node.js';
import { openOverlay } from './overlays.js';
import { goTo, openConversation, toList } from './routes.js';
import { searchIn } from './searched.js';

const ORDERS = ['emoji', 'bold', 'italic', 'strike', 'code', 'spoiler', 'replyOlder', 'replyNewer'] as const;

const overlays = {
  palette: () => {
    openOverlay({ kind: 'palette' });
  },
  addContact: () => {
    openOverlay({ kind: 'add', target: '' });
  },
  invite: () => {
    openOverlay({ kind: 'invite' });
  },
  shortcuts: () => {
    openOverlay({ kind: 'shortcuts' });
  },
  transfers: () => {
    openOverlay({ kind: 'transfers' });
  },
} satisfies Partial<Record<ActionId, () => void>>;

/** A digit among the keys says which one is meant. */
export type WindowActions = Readonly<Record<ActionId, (pressed?: Pick<KeyboardEvent, 'key'>) => void>>;

/** @param toggleDetails whatever shows the details knows whether they are open */
export function windowActions(node: NodeClient, toggleDetails: () => void): WindowActions {
  return {
    ...overlays,
    searchConversation: () => {
      const conversationId = openConversation();
      if (conversationId === undefined) focusOn('#list-search');
      else if (document.querySelector('#conversation-search')) focusOn('#conversation-search');
      else searchIn(conversationId, '');
    },
    searchList: () => {
      focusOn('#list-search');
    },
    focusComposer: () => {
      focusOn('.composer textarea');
    },
    toNewest: () => {
      const conversationId = openConversation();
      if (conversationId !== undefined) jumpTo(conversationId, { anchor: { at: 'newest' } });
    },
    ...conversationSteps(node),
    attach: () => {
      document.querySelector<HTMLElement>('#attach-input')?.click();
    },
    ...orders,
    ...messageOrders,
    ...textSizes,
    details: () => {
      if (!orderMessage('details')) toggleDetails();
    },
    settings: () => {
      goTo({ area: 'settings', section: 'appearance' });
    },
    nextArea,
    lock: () => {
      void lock(node, preferences.getState().lock);
    },
    fullLock: () => {
      void lock(node, 'full');
    },
  };
}

/** From conversation to conversation, and what becomes of the open one. */
function conversationSteps(node: NodeClient) {
  return {
    nextConversation: () => {
      move(node, 1, false);
    },
    previousConversation: () => {
      move(node, -1, false);
    },
    nextUnread: () => {
      move(node, 1, true);
    },
    previousUnread: () => {
      move(node, -1, true);
    },
    nthConversation: (pressed) => {
      const item = itemsOf(node)[Number(pressed?.key) - 1];
      if (item) goTo({ area: 'chats', conversationId: item.conversationId });
    },
    archive: () => {
      setArchived(node, true);
    },
    unarchive: () => {
      setArchived(node, false);
    },
    closeConversation: toList,
  } satisfies Partial<WindowActions>;
}

const orders = Object.fromEntries(
  ORDERS.map((order) => [
    order,
    () => {
      orderComposer(order);
    },
  ]),
) as Record<(typeof ORDERS)[number], () => void>;

const messageOrders = {
  reply: () => {
    orderMessage('reply');
  },
  forward: () => {
    orderMessage('forward');
  },
  delete: () => {
    orderMessage('delete');
  },
  saveFile: () => {
    orderMessage('saveFile');
  },
} satisfies Partial<WindowActions>;

const textSizes = {
  textLarger: () => {
    resizeText(1);
  },
  textSmaller: () => {
    resizeText(-1);
  },
  textUsual: () => {
    setPreferences({ textSize: 100 });
  },
} satisfies Partial<WindowActions>;

function resizeText(step: 1 | -1): void {
  const textSize = TEXT_SIZES[TEXT_SIZES.indexOf(preferences.getState().textSize) + step];
  if (textSize) setPreferences({ textSize });
}

function setArchived({ connection }: NodeClient, archived: boolean): void {
  const conversationId = openConversation();
  if (conversationId === undefined) return;
  void connection.call('setConversation', { conversationId, archived }).then((done) => {
    if (!done.ok) remark({ text: errorWords(done.error) });
  });
}

/** As the list has them. */
function itemsOf({ views }: NodeClient) {
  const contacts = views.store('contacts', {}).getState().rows;
  const conversations = views.store('conversations', {}).getState().rows;
  return filterItems(listItems(contacts, conversations, Date.now()), 'all');
}

/** To the conversation that many places further down, around the end. */
function move(node: NodeClient, step: 1 | -1, onlyUnread: boolean): void {
  const all = itemsOf(node);
  const current = openConversation();
  const items = onlyUnread ? all.filter((item) => item.unread > 0 || item.conversationId === current) : all;
  const from = items.findIndex((item) => item.conversationId === current);
  const next = items.at(from < 0 ? (step > 0 ? 0 : -1) : (from + step) % items.length);
  if (next) goTo({ area: 'chats', conversationId: next.conversationId });
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
