// Where the window is: kept in the address, so that a reload comes back to the same place. The settings lie over where they were
// opened from, as an entry of the history of their own.

import { createStore } from 'zustand/vanilla';
import { readRoute, type Route, routeText } from './route-text.js';

export const route = createStore<Route>(() => readRoute(location.hash));

/** The way back was asked for and is not done yet; what is gone to meanwhile is written down then. */
let isLeaving = false;

window.addEventListener('popstate', () => {
  if (isLeaving) history.replaceState(null, '', routeText(route.getState()));
  else route.setState(readRoute(location.hash), true);
  isLeaving = false;
});

export function goTo(next: Route): void {
  const from = route.getState();
  route.setState(next, true);
  if (isLeaving) return;
  if (next.area === 'chats') history.replaceState(null, '', routeText(next));
  else if (from.area === 'chats') history.pushState(routeText(from), '', routeText(next));
  else history.replaceState(history.state, '', routeText(next));
}

export function toList(): void {
  goTo({ area: 'chats', conversationId: undefined });
}

/** Which of them is shown. */
export function openConversation(): string | undefined {
  const at = route.getState();
  return at.area === 'chats' ? at.conversationId : undefined;
}

/** To the list, if this conversation is still the one that is open. */
export function leaveConversation(conversationId: string): void {
  const at = route.getState();
  if (at.area === 'chats' && at.conversationId === conversationId) toList();
}

/** To where the settings were opened from; to the list, where that is not known. */
export function leaveSettings(): void {
  const from: unknown = history.state;
  if (typeof from !== 'string') {
    toList();
    return;
  }
  isLeaving = true;
  route.setState(readRoute(from), true);
  history.back();
}
