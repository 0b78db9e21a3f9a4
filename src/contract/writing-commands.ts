// What a face may ask about what is being written: a part of the table of commands.

import { z } from 'zod';
import { MOST_DRAFT, MOST_GIVEN_TEXT, MOST_RECIPIENTS } from './bounds.js';
import { contactIdText, conversationIdText, messageIdText } from './values.js';

const written = {
  params: z.strictObject({
    conversationId: conversationIdText,
    text: z.string().max(MOST_DRAFT),
    from: z.string().max(MOST_DRAFT).optional(),
  }),
  /** Absent: what is kept is what was given. */
  result: z.strictObject({ above: z.string().optional() }),
};

export const writingCommands = {
  /**
   * `from`: the draft this one was begun from. What another face wrote since is kept: the draft is then that text with this
   * one below it, and the answer says which text that is. TEXT_TOO_LONG where both do not fit. Without `from` it is replaced.
   */
  setDraft: { states: ['open'], ...written },
  /** What goes below the files that are attached, kept as a draft is. */
  setCaption: { states: ['open'], ...written },
  /**
   * Sends the caption of a conversation to all of them, in one commit, each as a message of its own under its id: of what is
   * kept as its caption, this very text. A repetition is answered the same, and leaves what is the caption by then.
   * NOT_FOUND {what: caption}: it went already, or is another one by now. Else refused as `sendMessage`.
   */
  sendCaption: {
    states: ['open'],
    params: z.strictObject({
      conversationId: conversationIdText,
      to: z
        .array(z.strictObject({ id: messageIdText, contactId: contactIdText }))
        .min(1)
        .max(MOST_RECIPIENTS),
      text: z.string().max(MOST_GIVEN_TEXT),
    }),
    result: z.strictObject({}),
  },
} as const;
