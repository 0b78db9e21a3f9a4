// Where the window is, as the end of an address and back.

import { type Section, SECTIONS } from '../features/settings/sections.js';

export type Route =
  | { readonly area: 'chats'; readonly conversationId: string | undefined }
  | { readonly area: 'settings'; readonly section: Section };

const NOWHERE: Route = { area: 'chats', conversationId: undefined };

export function readRoute(hash: string): Route {
  const [, area, detail] = /^#\/(chats|settings)\/(\w*)$/u.exec(hash) ?? [];
  if (area === 'chats' && /^[0-9a-f]{64}$/u.test(detail ?? '')) return { area, conversationId: detail };
  const section = SECTIONS.find((one) => one === detail);
  return area === 'settings' && section ? { area, section } : NOWHERE;
}

export function routeText(at: Route): string {
  return at.area === 'chats' ? `#/chats/${at.conversationId ?? ''}` : `#/settings/${at.section}`;
}
