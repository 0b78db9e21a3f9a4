// The English sentence for lines that are events and not messages, and for notices of the node. Unknown ones say so.

import { asArgument, hint } from './program-name.js';
import type { ErrorCode, ErrorParams } from '../base/app-error.js';
import { safeLine } from './terminal.js';
import { ERROR_WORDS, errorSentence } from './words.js';

/** The sentence for a system line or notice, safe to print. `name` is the contact the line is about. */
export function systemSentence(code: string, params: ErrorParams, name: string): string {
  const known = SYSTEM_WORDS.get(code);
  if (known) return known(safeLine(String(params['name'] ?? name)), safeLine(String(params['now'] ?? '')));
  if (isErrorCode(code)) return errorSentence({ code, params });
  return `Something happened that this version has no words for (${safeLine(code)}). A newer Kith may.`;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_WORDS, code);
}

const SYSTEM_WORDS = new Map<string, (name: string, now: string) => string>([
  ['SESSION_RENEWED', (name) => `Encryption with ${name} was renewed. Nothing to do.`],
  [
    'STORE_ROLLED_BACK',
    () => 'This node was restored from an older copy. Contacts are asked for what is missing.',
  ],
  [
    'VAULT_RESTORED',
    () =>
      'The vault file could not be read and was put back from its second copy. Nothing is lost; check the disk.',
  ],
  [
    'THREAD_DIED',
    () => 'A part of this node ended by itself and was started again. Nothing is lost; the log says more.',
  ],
  [
    'DISK_FULL',
    () =>
      'The disk is full. Until there is space nothing is received, and contacts keep what they write. This node goes on by itself.',
  ],
  [
    'STORE_FAILED',
    () =>
      'The disk cannot be written. Until it can nothing is received, and contacts keep what they write. Check the disk; this node goes on by itself.',
  ],
  [
    'ROLLBACK_DOUBTED',
    (name) =>
      `${name} says again that this node was restored from an older copy. Nothing is sent to ${name} until you choose: ${hint(`believe ${asArgument(name)}`)} if you did restore a backup, else ${hint(`block ${asArgument(name)}`)}.`,
  ],
  [
    'CHAIN_BROKEN',
    (name) =>
      `A message of ${name} follows on another one than the one shown before it. If it matters, ask ${name}.`,
  ],
  ['PEER_STORE_RESTORED', (name) => `${name} restored an older copy. What they lost is sent again.`],
  ['CONTACT_APPROVED', (name) => `You and ${name} can now write to each other.`],
  [
    'CONTACT_RENAMED',
    (name, now) =>
      `${name} now goes by the name "${now}". Only the name is new; a name of your own, given with ${hint('rename')}, stays.`,
  ],
  [
    'CONTACT_KEY_CLAIMED',
    (name) =>
      `Somebody claims to be ${name} with a new key. Nothing is sent to ${name} until you choose: ask ${name} by another way, then see ${hint('requests')}.`,
  ],
  [
    'CONTACT_KEY_CHANGED',
    (name) =>
      `${name} has a new key, approved by you. Compare it again with ${hint(`verify ${asArgument(name)}`)}.`,
  ],
  ['MESSAGES_RECOVERED', () => 'Lost messages were recovered.'],
  ['REQUEST_SENT', (name) => `You asked ${name} to be your contact.`],
  [
    'REQUEST_TAKEN_BACK',
    (name) =>
      `${name} took the request back before hearing that you accepted it. What you write waits until one of you asks again.`,
  ],
  ['REQUEST_WITHDRAWN', (name) => `You took back your request to ${name}.`],
]);
