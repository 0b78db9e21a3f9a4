// What a script learns from the exit status; documented in `kith --help`.

import { ERROR_FAULTS, type ErrorCode } from '../base/app-error.js';

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notRunning: 3,
  locked: 4,
  password: 5,
  notFound: 6,
  homeInUse: 7,
  network: 8,
  unknown: 9,
  interrupted: 130,
} as const;

export const EXIT_HELP = `Exit status:
  0  done
  1  it failed; the message says why
  2  the command, a setting or a port needs changing
  3  no node is running for this home
  4  the node is locked
  5  the password is wrong, missing or too weak
  6  nobody of that name, or several
  7  another program uses this home, it already has an identity, or none yet
  8  the other node could not be reached
  9  the node went away or was locked before it answered: nobody knows whether it was done
  130  interrupted with Ctrl+C`;

export function exitCodeOf(code: ErrorCode): number {
  return SPECIAL[code] ?? BY_FAULT[ERROR_FAULTS[code]];
}

const BY_FAULT = {
  peer: EXIT.network,
  local: EXIT.failed,
  network: EXIT.network,
  config: EXIT.usage,
  bug: EXIT.failed,
} as const;

const SPECIAL: Partial<Record<ErrorCode, number>> = {
  INPUT_INVALID: EXIT.usage,
  NAME_INVALID: EXIT.usage,
  NOTE_TOO_LONG: EXIT.usage,
  TEXT_EMPTY: EXIT.usage,
  TEXT_TOO_LONG: EXIT.usage,
  TEXT_INVALID: EXIT.usage,
  TARGET_INVALID: EXIT.usage,
  FORMER_KEY_INVALID: EXIT.usage,
  NODE_NOT_RUNNING: EXIT.notRunning,
  NODE_STOPPING: EXIT.notRunning,
  NODE_LOCKED: EXIT.locked,
  PASSWORD_WRONG: EXIT.password,
  PASSWORD_HOPELESS: EXIT.password,
  PASSWORD_MISSING: EXIT.password,
  NOT_FOUND: EXIT.notFound,
  AMBIGUOUS_NAME: EXIT.notFound,
  HOME_IN_USE: EXIT.homeInUse,
  IDENTITY_EXISTS: EXIT.homeInUse,
  IDENTITY_MISSING: EXIT.homeInUse,
  ANSWER_LOST: EXIT.unknown,
};
