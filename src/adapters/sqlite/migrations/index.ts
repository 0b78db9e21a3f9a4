// Every schema change in order. A released one is never edited: a database knows it by its number alone.

import { first } from './0001-first.js';
import { reached } from './0002-reached.js';
import { windows } from './0003-windows.js';
import { claims } from './0004-claims.js';
import { seenByNumber } from './0005-seen-by-number.js';
import { search } from './0006-search.js';
import { doneCommands } from './0007-done-commands.js';
import { spentKeys } from './0008-spent-keys.js';
import { blocked } from './0009-blocked.js';
import { refusedEnvelopes } from './0010-refused-envelopes.js';
import { giveBack } from './0011-give-back.js';
import { files } from './0012-files.js';
import { calledFrom } from './0013-called-from.js';
import { attachments } from './0014-attachments.js';
import { ownFiles } from './0015-own-files.js';
import { places } from './0016-places.js';
import { captions } from './0017-captions.js';
import { saveErrors } from './0018-save-errors.js';
import { sourceViews } from './0019-source-views.js';
import { keptMetadata } from './0020-kept-metadata.js';
import { gaps } from './0021-gaps.js';
import { readingPlace } from './0022-reading-place.js';
import { fileRules } from './0023-file-rules.js';
import { unaskedFiles } from './0024-unasked-files.js';
import { spools } from './0025-spools.js';
import { searchBeginnings } from './0026-search-beginnings.js';
import { thumbnails } from './0027-thumbnails.js';
import { formerConversations } from './0028-former-conversations.js';
import { privacy } from './0029-privacy.js';
import { searchSeparators } from './0030-search-separators.js';
import { trustBefore } from './0031-trust-before.js';
import { asShown } from './0032-as-shown.js';
import { emojiWords } from './0033-emoji-words.js';
import { erasedHistories } from './0034-erased-histories.js';
import { waitingOffers } from './0035-waiting-offers.js';
import { recipients } from './0036-recipients.js';
import { offeredAnew } from './0037-offered-anew.js';
import { lastOver } from './0039-last-over.js';

/** SQL that takes a database from schema n to n + 1, at index n. */
export const MIGRATIONS: readonly string[] = [
  first,
  reached,
  windows,
  claims,
  seenByNumber,
  search,
  doneCommands,
  spentKeys,
  blocked,
  refusedEnvelopes,
  giveBack,
  files,
  calledFrom,
  attachments,
  ownFiles,
  places,
  captions,
  saveErrors,
  sourceViews,
  keptMetadata,
  gaps,
  readingPlace,
  fileRules,
  unaskedFiles,
  spools,
  searchBeginnings,
  thumbnails,
  formerConversations,
  privacy,
  searchSeparators,
  trustBefore,
  asShown,
  emojiWords,
  erasedHistories,
  waitingOffers,
  recipients,
  offeredAnew,
  lastOver,
];
