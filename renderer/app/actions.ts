// What each action of the table does.

import type { ActionId } from '../commands/bindings.js';
import { orderComposer } from '../features/composer/composer-orders.js';
import { listItems } from '../features/conversation-list/list-items.js';
import { preferences } from '../preferences/preferences.js';
import { jumpTo } from './jumps.js';
import { lock } from './lock.js';
import type { NodeClient } from '../node-client/use-node.js';
import { openOverlay } from './overlays.js';
import { goTo, route } from './routes.js';
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

/** @param toggleDetails whatever shows the details knows whether they are open */
export function windowActions(
  node: NodeClient,
  toggleDetails: () => void,
): Readonly<Record<ActionId, () => void>> {
  return {
    ...overlays,
    searchConversation: () => {
      const at = route.getState();
      if (at.area !== 'chats' || at.conversationId === undefined) focusOn('#list-search');
      else if (document.querySelector('#conversation-search')) focusOn('#conversation-search');
      else searchIn(at.conversationId, '');
    },
    searchList: () => {
      focusOn('#list-search');
    },
    focusComposer: () => {
      focusOn('.composer textarea');
    },
    toNewest: () => {
      const at = route.getState();
      if (at.area === 'chats' && at.conversationId !== undefined)
        jumpTo(at.conversationId, { anchor: { at: 'newest' } });
    },
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
    attach: () => {
      document.querySelector<HTMLElement>('#attach-input')?.click();
    },
    ...orders,
    details: toggleDetails,
    settings: () => {
      goTo({ area: 'settings', section: 'appearance' });
    },
    nextArea,
    lock: () => {
      lock(node, preferences.getState().lock);
    },
    fullLock: () => {
      lock(node, 'full');
    },
  };
}

const orders = Object.fromEntries(
  ORDERS.map((order) => [
    order,
    () => {
      orderComposer(order);
    },
  ]),
) as Record<(typeof ORDERS)[number], () => void>;

/** To the conversation that many places further down, around the end. */
function move({ views }: NodeClient, step: 1 | -1, onlyUnread: boolean): void {
  const contacts = views.store('contacts', {}).getState().rows;
  const conversations = views.store('conversations', {}).getState().rows;
  const all = listItems(contacts, conversations, Date.now());
  const at = route.getState();
  const current = at.area === 'chats' ? at.conversationId : undefined;
  const items = onlyUnread ? all.filter((item) => item.unread > 0 || item.conversationId === current) : all;
  const from = items.findIndex((item) => item.conversationId === current);
  const next = items.at(from < 0 ? (step > 0 ? 0 : -1) : (from + step) % items.length);
  if (next) goTo({ area: 'chats', conversationId: next.conversationId });
}

const AREAS = [
  '#list-search',
  '.history-scroller',
  '.composer textarea',
  '.details button',
  '.settings-nav button',
  '.toast .button',
];

/** The focus goes around the areas that are there. */
function nextArea(): void {
  const areas = AREAS.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const at = areas.findIndex((area) => area === document.activeElement);
  areas[(at + 1) % Math.max(1, areas.length)]?.focus();
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
