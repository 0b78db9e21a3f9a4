// Where the window is: kept in the address, so that a reload comes back to the same place.

import { createStore } from 'zustand/vanilla';
import { readRoute, type Route, routeText } from './route-text.js';

export const route = createStore<Route>(() => readRoute(location.hash));

export function goTo(next: Route): void {
  route.setState(next, true);
  history.replaceState(null, '', routeText(next));
}

export function toList(): void {
  goTo({ area: 'chats', conversationId: undefined });
}
