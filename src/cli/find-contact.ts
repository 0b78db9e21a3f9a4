// From what a person typed to the one contact or request it means; never a guess between two.

import { AppError } from '../base/app-error.js';
import { safeLine } from './terminal.js';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly nodeIdText: string;
  /** False or absent: whoever it is chose the name, and changes it at any time. */
  readonly isNamedByOwner?: boolean;
}

/** Shorter beginnings of ids are taken for names. */
const MIN_ID_CHARS = 8;
const SHOWN_ID_CHARS = 14;

/** So much of an id as tells keys apart, and can be typed to mean its owner. */
export function shownId(nodeIdText: string): string {
  return nodeIdText.slice(0, SHOWN_ID_CHARS);
}

/**
 * The row whose name or id `typed` means: a whole name its owner gave, a whole name somebody chose that begins no other's, a
 * beginning of a name that no other shares, or the beginning of a `kith1…` or hexadecimal id. Names are compared without
 * regard to case and Unicode composition. Nobody who renames themself takes what was meant for another.
 * @param what the rows are, for the words of a refusal
 * @throws AppError NOT_FOUND {name, what}, AMBIGUOUS_NAME {name, what, candidates}
 */
export function findByName<Row extends Named>(
  rows: readonly Row[],
  typed: string,
  what: 'contact' | 'request' | 'blocked' = 'contact',
): Row {
  const wanted = fold(typed);
  const byId = rows.filter((row) => hasIdPrefix(row, wanted));
  const given = rows.filter((row) => row.isNamedByOwner === true && fold(row.name) === wanted);
  const prefixed = wanted === '' ? [] : rows.filter((row) => fold(row.name).startsWith(wanted));
  const matches = [byId, given, prefixed].find((found) => found.length > 0) ?? [];
  const [only, ...others] = matches;
  if (!only) throw new AppError('NOT_FOUND', { name: typed, what });
  if (others.length > 0)
    throw new AppError('AMBIGUOUS_NAME', { name: typed, what, candidates: candidates(matches) });
  return only;
}

/** Whether that is the whole name, without regard to case. */
export function isNamed({ name }: Pick<Named, 'name'>, typed: string): boolean {
  return fold(name) === fold(typed);
}

/** As `findByName`, and `typed` may also be the row's number in the list as it was printed, counted from 1. */
export function findByNumberOrName<Row extends Named>(
  rows: readonly Row[],
  typed: string,
  what: 'contact' | 'request',
): Row {
  const row = isListNumber(typed) ? rows[Number(typed) - 1] : undefined;
  return row ?? findByName(rows, typed, what);
}

export function isListNumber(typed: string): boolean {
  return /^\d{1,3}$/u.test(typed);
}

function hasIdPrefix(row: Named, wanted: string): boolean {
  return wanted.length >= MIN_ID_CHARS && (row.id.startsWith(wanted) || row.nodeIdText.startsWith(wanted));
}

function candidates(rows: readonly Named[]): string {
  return rows.map((row) => `${safeLine(row.name)} (${shownId(row.nodeIdText)}…)`).join(', ');
}

function fold(text: string): string {
  return safeLine(text).normalize('NFC').toLowerCase();
}
