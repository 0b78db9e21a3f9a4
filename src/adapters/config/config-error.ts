import { AppError } from '../../base/app-error.js';

/** Where a value was written; `line` counts from 1. An environment variable or a flag is named by `key` alone. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly section: string;
  readonly key: string;
}

/** Enough to recognise what one wrote. */
const SHOWN_CHARACTERS = 60;

/** CONFIG_INVALID {file?, line?, section?, key?, value?, expected}; what does not apply is absent. */
export function configError(place: Partial<Place>, value: string, expected: string): AppError {
  const params = { ...place, value: shortened(value), expected };
  return new AppError('CONFIG_INVALID', Object.fromEntries(Object.entries(params).filter(isSaid)));
}

function isSaid([, value]: [string, string | number]): boolean {
  return value !== '';
}

function shortened(value: string): string {
  const characters = Array.from(value);
  return characters.length <= SHOWN_CHARACTERS ? value : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
}
