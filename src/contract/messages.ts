// What travels on a contract session, in both directions: one JSON-compatible value a message.

import { z } from 'zod';
import { errorValue, nodeState } from './values.js';

/**
 * Raised by changes that are not additive, and by them alone: by this a face can tell that the node is of another program than
 * itself. None does yet; what an older one asks for and is no more is refused by its schema.
 */
export const CONTRACT_VERSION = 3;

/** What a window with an anchor does not show. */
export const windowEdges = z.strictObject({
  /** The position the anchor was found at; null: the newest messages, whatever arrives. */
  anchor: z.string().nullable(),
  /** Unread ones before and after the window. */
  unreadOlder: z.number(),
  unreadNewer: z.number(),
});
export type WindowEdges = z.infer<typeof windowEdges>;

/** What a face has of a view of the store: everything the store said up to this revision of this life of it. */
export const viewCursor = z.strictObject({ incarnation: z.string(), rev: z.number().int().nonnegative() });
export type ViewCursor = z.infer<typeof viewCursor>;

const callId = z.number().int().nonnegative();

/** Face to node. `params` is validated against the command's or view's own schema. */
export const fromFace = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), call: callId, command: z.string(), params: z.unknown() }),
  z.strictObject({
    type: z.literal('subscribe'),
    call: callId,
    view: z.string(),
    params: z.unknown(),
    /** Of rows the face still has from an earlier session: answered by a delta from there, else by a snapshot. */
    cursor: viewCursor.optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), call: callId }),
  /** Answers `locking`: what was unsaved went before this. */
  z.strictObject({ type: z.literal('ready') }),
]);
export type FromFace = z.infer<typeof fromFace>;

/** Node to face. */
export const toFace = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), contract: z.number(), version: z.string(), state: nodeState }),
  z.strictObject({
    type: z.literal('state'),
    state: nodeState,
    /** Nobody asked for the lock: the node broke, and goes on when it is unlocked. */
    isBroken: z.literal(true).optional(),
  }),
  /** The node is about to lock and waits a moment: what the face has not saved is to be sent now, then `ready`. */
  z.strictObject({ type: z.literal('locking') }),
  z.strictObject({ type: z.literal('result'), call: callId, value: z.unknown() }),
  z.strictObject({ type: z.literal('error'), call: callId, error: errorValue }),
  /**
   * Replaces whatever the face has of the view: at its start, and when a delta could not say what changed. Ends at 512 KiB of
   * JSON; a list that is longer says `hasNewer`, and deltas bring the rest until one says that nothing is missing.
   */
  z.strictObject({
    type: z.literal('snapshot'),
    call: callId,
    rev: z.number(),
    incarnation: z.string(),
    rows: z.array(z.unknown()),
    hasOlder: z.boolean(),
    hasNewer: z.boolean(),
    window: windowEdges.optional(),
  }),
  /** Applies if `from` is the revision the face has; else the face subscribes again. */
  z.strictObject({
    type: z.literal('delta'),
    call: callId,
    from: z.number(),
    to: z.number(),
    upsert: z.array(z.unknown()),
    remove: z.array(z.string()),
    hasOlder: z.boolean().optional(),
    hasNewer: z.boolean().optional(),
    window: windowEdges.optional(),
  }),
  /** The subscription ended: the node was locked. */
  z.strictObject({ type: z.literal('resync'), call: callId }),
]);
export type ToFace = z.infer<typeof toFace>;
