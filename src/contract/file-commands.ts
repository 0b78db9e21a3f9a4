// What a face may ask about files: a part of the table of commands.

import { z } from 'zod';
import { MEDIA_TYPES } from '../base/media/media-type.js';
import { MOST_THUMBNAIL_BYTES } from '../base/media/thumbnail.js';
import { HANDED_PIECE_BYTES, MOST_ATTACHED, MOST_RECIPIENTS } from './bounds.js';
import { MEDIA_PIECE_BYTES } from './media.js';
import {
  attachmentIdText,
  attachmentValue,
  contactIdText,
  conversationIdText,
  metadataValue,
  storedTransfer,
  transferIdText,
  transferRow,
} from './values.js';

const nothing = z.strictObject({});
const transfer = z.strictObject({ transferId: transferIdText });

/** Of 262,144 bytes. */
const MOST_PIECE_CHARACTERS = Math.ceil((HANDED_PIECE_BYTES * 4) / 3);
const MOST_THUMBNAIL_CHARACTERS = Math.ceil((MOST_THUMBNAIL_BYTES * 4) / 3);
const pathText = z.string().min(1).max(4096);
/** The owner was told what stays in the file, or wants it there. */
const keepMetadata = z.boolean().optional();
const recipients = z
  .array(z.strictObject({ id: transferIdText, contactId: contactIdText }))
  .min(1)
  .max(MOST_RECIPIENTS);

/** Of a file, base64url: more is asked for with the next call. */
const piece = z.strictObject({
  transferId: transferIdText,
  offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  length: z.number().int().min(1).max(MEDIA_PIECE_BYTES),
});

export const fileCommands = {
  /**
   * Offers a file of this machine, one that was handed over, or again one that arrived or was offered before, encrypted once for
   * all who accept it. A file of this machine stays where it is and must not change until they have it. `id` of each recipient
   * is the id of the message and of the transfer. What was attached is so no more, in the same commit. A repetition
   * is known by the ids, whatever became of the file, and answered with the same; what was done with it is not said again.
   * A folder goes as one zip archive of everything in it, links left out; reason `entries`: more than 10,000 are in it.
   * Photos (JPEG, PNG, WebP) go without their metadata unless `keepMetadata` is set; `metadata` says what was done; absent: in a repetition.
   * FILE_UNREADABLE {path, reason}. FILE_CHANGED: not what was offered before, unless `isNewVersion` wants what it is now.
   * With that an own file goes to the same contact as it went before, with its metadata or without, unless `keepMetadata` says.
   * An own file that did not change goes with the small picture it had.
   * FILE_LOST, DISK_FULL: of one that arrived.
   * METADATA_UNKNOWN {path}: a photo that cannot be stripped; it goes with `keepMetadata`.
   */
  offerFile: {
    states: ['open'],
    params: z.union([
      z.strictObject({ path: pathText, to: recipients, keepMetadata }),
      z.strictObject({ attachmentId: attachmentIdText, to: recipients, keepMetadata }),
      z.strictObject({
        transferId: transferIdText,
        to: recipients,
        keepMetadata,
        isNewVersion: z.boolean().optional(),
      }),
    ]),
    result: z.strictObject({ transferIds: z.array(transferIdText), metadata: metadataValue.optional() }),
  },
  /** What `offerFile` would take off a photo: for telling before. FILE_UNREADABLE {path, reason}. */
  photoMetadata: {
    states: ['open'],
    params: z.union([z.strictObject({ path: pathText }), z.strictObject({ attachmentId: attachmentIdText })]),
    result: metadataValue,
  },
  /** What a window may show an attached file as, for a small picture of it; null: not at all. NOT_FOUND: none, or a folder. */
  shownType: {
    states: ['open'],
    params: z.strictObject({ attachmentId: attachmentIdText }),
    result: z.strictObject({ type: z.enum(MEDIA_TYPES).nullable() }),
  },
  /**
   * Takes an offer; with `saveTo`, an absolute folder, a clear copy is saved there once the file is here, at once if it is.
   * DISK_FULL, FOLDER_UNUSABLE {path, reason}, TRANSFER_NOT_POSSIBLE {stage}.
   */
  acceptFile: {
    states: ['open'],
    params: z.strictObject({ transferId: transferIdText, saveTo: z.string().min(1).max(4096).nullable() }),
    result: nothing,
  },
  /** The small picture its sender gave with an offer, base64url of a JPEG; null: none. NOT_FOUND: no such offer, or none to us. */
  offerThumbnail: {
    states: ['open'],
    params: transfer,
    result: z.strictObject({ thumbnail: z.base64url().nullable() }),
  },
  /**
   * The files, on their way or over, whose id begins or ends with these digits, the newest first and at most 20: the view of
   * transfers does not list what has been over for long.
   */
  findFiles: {
    states: ['open'],
    params: z.strictObject({ digits: z.string().regex(/^[0-9a-f]{4,32}$/u) }),
    result: z.strictObject({ files: z.array(transferRow) }),
  },
  /** The pictures of a conversation next to one of them, which is among them: up to `most` on either side, oldest first. */
  picturesNear: {
    states: ['open'],
    params: z.strictObject({ transferId: transferIdText, most: z.number().int().min(1).max(50) }),
    result: z.strictObject({ pictures: z.array(storedTransfer) }),
  },
  /** Where the newest clear copy of a file that arrived was saved, for a shell that shows it. NOT_FOUND: nowhere. */
  savedPlace: { states: ['open'], params: transfer, result: z.strictObject({ path: z.string() }) },
  declineFile: { states: ['open'], params: transfer, result: nothing },
  pauseFile: { states: ['open'], params: transfer, result: nothing },
  /** Also looks at once for a file of the owner that is out of reach. */
  resumeFile: { states: ['open'], params: transfer, result: nothing },
  /** Ends it on both sides; what arrived of it is deleted. */
  cancelFile: { states: ['open'], params: transfer, result: nothing },
  /**
   * Forgets a file that is over: what is kept of it leaves the disk, and its key the store. Clear copies stay where they were
   * saved. TRANSFER_NOT_POSSIBLE {stage} while it goes on.
   */
  deleteFile: { states: ['open'], params: transfer, result: nothing },
  /**
   * Forgets every file of the conversation that lies in the home and is over: what arrived, and what the owner handed over as
   * bytes. Messages stay, and so do clear copies, files of this machine, and what is on its way.
   */
  removeFiles: {
    states: ['open'],
    params: z.strictObject({ conversationId: conversationIdText }),
    result: nothing,
  },
  /**
   * A file of this machine the owner may attach, under an id the caller chose. It stays where it is. Forgotten after
   * 100 others, and when the node begins or is unlocked, unless it was attached. FILE_UNREADABLE {path, reason}.
   */
  handOverFile: {
    states: ['open'],
    params: z.strictObject({ id: attachmentIdText, path: pathText }),
    result: attachmentValue,
  },
  /**
   * Begins a file the owner may attach which the node cannot read from the disk itself: its bytes follow, and nothing of it is
   * there before `endHandOver`. At most 8 at a time; one that gets nothing for 30 s is given up.
   * DISK_FULL, FILE_UNREADABLE {path, reason: long}, RATE_EXCEEDED {limit}, COMMAND_REUSED_ID. With `conversationId`, where it
   * shall be attached, ATTACHMENTS_FULL {most} before a byte of it is carried, and NOT_FOUND.
   */
  beginHandOver: {
    states: ['open'],
    params: z.strictObject({
      id: attachmentIdText,
      name: z.string().max(1024),
      sizeBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      conversationId: conversationIdText.optional(),
    }),
    result: nothing,
  },
  /**
   * The next bytes of it, base64url; `offset` is how many were given before.
   * INPUT_INVALID: not where it goes on, or more than was announced. DISK_FULL. NOT_FOUND: not begun, or given up.
   */
  handOverPiece: {
    states: ['open'],
    params: z.strictObject({
      id: attachmentIdText,
      offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      bytes: z.base64url().max(MOST_PIECE_CHARACTERS),
    }),
    result: nothing,
  },
  /** It may be attached. INPUT_INVALID: less than was announced, and it is given up. Else what a piece of it failed with. */
  endHandOver: {
    states: ['open'],
    params: z.strictObject({ id: attachmentIdText }),
    result: attachmentValue,
  },
  /** Gives it up, also once it is whole or was named by its path; what is attached stays. DISK_FULL. */
  dropHandOver: { states: ['open'], params: z.strictObject({ id: attachmentIdText }), result: nothing },
  /**
   * Puts a file that was handed over behind those that are to be sent. `thumbnail`, base64url: a JPEG of at most 8,192 bytes
   * and 65,536 points that its recipients see before they accept; INPUT_INVALID: it is none. NOT_FOUND, ATTACHMENTS_FULL {most}.
   */
  attachFile: {
    states: ['open'],
    params: z.strictObject({
      conversationId: conversationIdText,
      attachmentId: attachmentIdText,
      thumbnail: z.base64url().max(MOST_THUMBNAIL_CHARACTERS).optional(),
    }),
    result: nothing,
  },
  /**
   * The files to be sent: exactly these, in this order; which of them go with their metadata: exactly those; and who gets
   * them besides the contact of the conversation, which is forgotten once neither a file nor a word of the caption is left,
   * sent or taken out. What is not given stays. With `known`, the files the owner saw, none but those of them is taken out:
   * what was attached meanwhile stays, behind the others. NOT_FOUND: one of them was not handed over.
   */
  setAttachments: {
    states: ['open'],
    params: z.strictObject({
      conversationId: conversationIdText,
      attachmentIds: z.array(attachmentIdText).max(MOST_ATTACHED).optional(),
      known: z.array(attachmentIdText).max(MOST_ATTACHED).optional(),
      keepMetadata: z.array(attachmentIdText).max(MOST_ATTACHED).optional(),
      recipients: z
        .array(contactIdText)
        .max(MOST_RECIPIENTS - 1)
        .optional(),
    }),
    result: nothing,
  },
  /**
   * A piece of a file that arrived, or of one of the owner as it lay when it was offered, for showing it. Only files of the
   * listed types are given, and the type is what the bytes say. `bytes` is base64url, empty behind the end of the file.
   * NOT_FOUND: not here, or nothing that is shown. RATE_EXCEEDED: too many at once.
   */
  readMedia: {
    states: ['open'],
    params: piece,
    result: z.strictObject({ type: z.enum(MEDIA_TYPES), sizeBytes: z.number(), bytes: z.string() }),
  },
  /**
   * A piece of a file that arrived, whatever it is, for a shell that saves a copy of it; `name` is safe for one folder.
   * NOT_FOUND: not here. FILE_LOST. RATE_EXCEEDED: too many at once.
   */
  readCopy: {
    states: ['open'],
    params: piece,
    result: z.strictObject({ name: z.string(), sizeBytes: z.number(), bytes: z.string() }),
  },
} as const;
