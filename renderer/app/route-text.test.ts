import { describe, expect, it } from 'vitest';
import { readRoute, routeText } from './route-text.js';

const CONVERSATION = 'ab'.repeat(32);
const NOWHERE = { area: 'chats', conversationId: undefined } as const;

describe('the end of an address', () => {
  it.each([
    ['a conversation', { area: 'chats', conversationId: CONVERSATION }],
    ['no conversation', NOWHERE],
    ['a page of the settings', { area: 'settings', section: 'network' }],
  ] as const)('leads back to %s', (_, route) => {
    expect(readRoute(routeText(route))).toEqual(route);
  });

  it.each(['', '#token=abc', '#/chats/Bob', '#/settings/nothing', '#/elsewhere/x', '#/chats/<script>'])(
    '"%s" leads to the list',
    (hash) => {
      expect(readRoute(hash)).toEqual(NOWHERE);
    },
  );
});
