// Live views: subscribed by name and parameters; first a snapshot, then deltas of rows keyed by `id`.

import { z } from 'zod';
import {
  contactRow,
  conversationIdText,
  conversationRow,
  linkRow,
  messageRow,
  requestRow,
  statusValue,
} from './values.js';

const nothing = z.strictObject({});

/**
 * durable views carry the store's revision; volatile ones (links, status) count their own.
 * `messages` is the window of the newest `limit` messages of a conversation; older ones come by `messagePage`.
 */
export const views = {
  contacts: { states: ['open'], params: nothing, row: contactRow },
  requests: { states: ['open'], params: nothing, row: requestRow },
  conversations: { states: ['open'], params: nothing, row: conversationRow },
  messages: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText, limit: z.number().int().min(1).max(200) }),
    row: messageRow,
  },
  links: { states: ['open'], params: nothing, row: linkRow },
  status: {
    states: ['empty', 'locked', 'open'],
    params: nothing,
    row: statusValue.extend({ id: z.literal('status') }),
  },
} as const satisfies Record<
  string,
  { states: readonly ('empty' | 'locked' | 'open')[]; params: z.ZodType; row: z.ZodType<{ id: string }> }
>;

export type ViewName = keyof typeof views;
export type ViewParams<Name extends ViewName> = z.infer<(typeof views)[Name]['params']>;
export type ViewRow<Name extends ViewName> = z.infer<(typeof views)[Name]['row']>;
