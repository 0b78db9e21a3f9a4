// What the window may ask of the desktop app around it: a closed list, checked in the privileged process. Everything else is
// the contract, on the port that comes with a session.

import { z } from 'zod';
import { MOST_COPIED } from './bounds.js';
import { attachmentIdText, messageRowIdText, transferIdText } from './values.js';

/** Bytes of one file the window lets its owner save: pictures of a code, exported lists. */
const SAVED_FILE_LIMIT_BYTES = 16 * 1024 * 1024;

const line = z.string().max(256);
const place = z.string().min(1).max(4_096);

/** The answer is `true` when it was done, `false` when it could not or the owner did not want it. */
export const windowRequest = z.discriminatedUnion('type', [
  /** Asks for a new session: its port comes as a window message whose data is SESSION_MESSAGE. Answered when it left. */
  z.strictObject({ type: z.literal('connect') }),
  z.strictObject({ type: z.literal('copy'), text: z.string().max(MOST_COPIED) }),
  z.strictObject({
    type: z.literal('save'),
    name: line,
    content: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= SAVED_FILE_LIMIT_BYTES),
  }),
  /** Opens an https, http or mailto address outside, after the owner saw its whole host and agreed. */
  z.strictObject({ type: z.literal('open-link'), url: z.string().max(8_192) }),
  /** Replaces the notification with the same tag. The message it is about comes back when it is clicked. */
  z.strictObject({
    type: z.literal('notify'),
    tag: line,
    messageId: messageRowIdText.optional(),
    title: line,
    body: z.string().max(1_024),
  }),
  z.strictObject({ type: z.literal('withdraw'), tag: line }),
  /** All of them: what is locked says no name in the system's list either. */
  z.strictObject({ type: z.literal('withdraw-all') }),
  /** Tells `away` when nobody touched the machine for so long; 0 does not. A second one replaces the first. */
  z.strictObject({ type: z.literal('watch-idle'), afterMs: z.number().int().min(0).max(86_400_000) }),
  /** Whether Kith starts with the system's session from now on. The answer is how it is then; `ask` changes nothing. */
  z.strictObject({ type: z.literal('autostart'), change: z.enum(['on', 'off', 'ask']) }),
  /** Gives the system's keyring the passphrase the owner has just proved, to open the node at the next start. */
  z.strictObject({ type: z.literal('keep-passphrase'), passphrase: z.string().min(1).max(1_024) }),
  z.strictObject({ type: z.literal('forget-passphrase') }),
  /** Shows a file the node saved in its folder. The page names the file, the node says where it is. */
  z.strictObject({ type: z.literal('show-in-folder'), transferId: transferIdText }),
  /** Opens it with its program; refused for every kind that could run something. */
  z.strictObject({ type: z.literal('open-file'), transferId: transferIdText }),
  /** How far the files under way are together, 0 to 1; null: none is. */
  z.strictObject({ type: z.literal('progress'), share: z.number().min(0).max(1).nullable() }),
  /** What closing the window does where there is no tray. */
  z.strictObject({ type: z.literal('when-closed'), does: z.enum(['ask', 'quit', 'minimize']) }),
  /** The one the owner chose, for menus, tray and dialogs outside the page. */
  z.strictObject({ type: z.literal('language'), language: z.enum(['en', 'ru']) }),
  /** What waits to be read. */
  z.strictObject({ type: z.literal('unread'), count: z.number().int().min(0).max(1_000_000) }),
]);
export type WindowRequest = z.infer<typeof windowRequest>;

/** What the preload says of a file the page handed over. */
export const handedFile = z.strictObject({ id: attachmentIdText, path: place });
