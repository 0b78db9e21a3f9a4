// What may be sent as text and what a person may be called.

import { AppError } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import { LIMITS } from '../../protocol/limits.js';

/** The text itself, unchanged, if it may be sent: 1 to 32,768 bytes of UTF-8 without NUL or lone surrogates. */
export function checkText(text: string): Result<string, AppError> {
  if (text.length === 0) return err(new AppError('TEXT_EMPTY'));
  if (text.includes('\0') || !isWellFormed(text)) return err(new AppError('TEXT_INVALID'));
  const sizeBytes = utf8(text).length;
  if (sizeBytes > LIMITS.textBytes) {
    return err(new AppError('TEXT_TOO_LONG', { sizeBytes, limitBytes: LIMITS.textBytes }));
  }
  return ok(text);
}

/** The name in NFC, if it may be sent: at most 64 code points, no control characters, not only spaces. */
export function checkName(name: string): Result<string, AppError> {
  const normalised = name.normalize('NFC').trim();
  if (isInvisible(normalised)) return err(new AppError('NAME_INVALID', { reason: 'empty' }));
  if (codePoints(normalised) > LIMITS.nameCodePoints) {
    return err(new AppError('NAME_INVALID', { reason: 'long', limit: LIMITS.nameCodePoints }));
  }
  if (hasControlCharacter(normalised) || !isWellFormed(normalised)) {
    return err(new AppError('NAME_INVALID', { reason: 'characters' }));
  }
  return ok(normalised);
}

/** The note of a contact request, if it may be sent: at most 500 code points without NUL. */
export function checkNote(note: string): Result<string, AppError> {
  if (codePoints(note) > LIMITS.noteCodePoints) {
    return err(new AppError('NOTE_TOO_LONG', { limit: LIMITS.noteCodePoints }));
  }
  if (note.includes('\0') || !isWellFormed(note)) return err(new AppError('TEXT_INVALID'));
  return ok(note);
}

function codePoints(text: string): number {
  return Array.from(text).length;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Nothing but spaces and marks without a shape, which nobody could tell from no name. */
function isInvisible(text: string): boolean {
  return /^[\p{Z}\p{Cf}]*$/u.test(text);
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
