// Live views: subscribed by name and parameters; first a snapshot, then deltas of rows keyed by `id`.

import { z } from 'zod';
import { MOST_SEARCH_TEXT } from './bounds.js';
import {
  activityRow,
  blockedRow,
  contactRow,
  conversationIdText,
  conversationRow,
  deletionRow,
  linkRow,
  messageRow,
  messageRowIdText,
  privacySettings,
  requestRow,
  searchRow,
  statusValue,
  transferRow,
} from './values.js';
import { viewStates } from './view-states.js';

const nothing = z.strictObject({});

/** Where a window on a conversation is; what is not there means the newest messages. */
const anchor = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('newest') }),
  /** The oldest message that is unread when the view begins. */
  z.strictObject({ at: z.literal('unread') }),
  /** A message by the `id` of its row. */
  z.strictObject({ at: z.literal('message'), id: messageRowIdText }),
  /** The first message at or behind a `position`. */
  z.strictObject({ at: z.literal('position'), position: z.string().max(41) }),
  /** The first message sent at this time or later. */
  z.strictObject({ at: z.literal('date'), time: z.number().int().min(0) }),
]);
export type WindowAnchor = z.infer<typeof anchor>;

/**
 * The newest `limit` messages, which slide as more arrive; or `before` messages before an anchor and `after` from the
 * anchor on. The anchor is looked for once: the window stays where it was found until the face subscribes to another one.
 * At 'newest' it is the newest `before + after` messages.
 */
const messagesParams = z.union([
  z.strictObject({ conversationId: conversationIdText, limit: z.number().int().min(1).max(200) }),
  z.strictObject({
    conversationId: conversationIdText,
    anchor,
    before: z.number().int().min(0).max(300),
    after: z.number().int().min(1).max(300),
  }),
]);

/** Durable views carry the store's revision; volatile ones (links, transfers, activity, privacy, status) count their own. */
export const views = {
  contacts: { states: viewStates.contacts, params: nothing, row: contactRow },
  requests: { states: viewStates.requests, params: nothing, row: requestRow },
  /** Who was blocked at the door and can be let in again with `unblockRequester`. */
  blocked: { states: viewStates.blocked, params: nothing, row: blockedRow },
  conversations: { states: viewStates.conversations, params: nothing, row: conversationRow },
  messages: {
    states: viewStates.messages,
    params: messagesParams,
    row: messageRow,
  },
  /** What was deleted and can still be had back. */
  deletions: { states: viewStates.deletions, params: nothing, row: deletionRow },
  /** What matches a text anywhere, or in one conversation; further messages come by `searchPage`. `hasNewer`: there are. */
  search: {
    states: viewStates.search,
    params: z.strictObject({
      text: z.string().max(MOST_SEARCH_TEXT),
      conversationId: conversationIdText.optional(),
      limit: z.number().int().min(1).max(200),
    }),
    row: searchRow,
  },
  /** Every file that goes on or waits for somebody, and the 200 that arrived or were given up last. */
  transfers: { states: viewStates.transfers, params: nothing, row: transferRow },
  links: { states: viewStates.links, params: nothing, row: linkRow },
  /** Which contacts write to this owner, and which are there. */
  activity: { states: viewStates.activity, params: nothing, row: activityRow },
  privacy: {
    states: viewStates.privacy,
    params: nothing,
    row: privacySettings.extend({ id: z.literal('privacy') }),
  },
  status: {
    states: viewStates.status,
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
