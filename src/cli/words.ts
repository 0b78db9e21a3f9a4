// The English sentence for every code: what happened and what to do next. Parameters may come from peers and are made safe.

import { asArgument, example, hint, startedWith } from './program-name.js';
import type { ErrorCode, ErrorParams } from '../base/app-error.js';
import { safeLine } from './terminal.js';

/** A parameter, safe to print, or `otherwise` where there is none. */
type Param = (name: string, otherwise: string) => string;
type Sentence = (param: Param) => string;

/** The sentence for an error, safe to print. */
export function errorSentence(error: { readonly code: ErrorCode; readonly params: ErrorParams }): string {
  return ERROR_WORDS[error.code](reader(error.params));
}

function reader(params: ErrorParams): Param {
  return (name, otherwise) => {
    const value = params[name];
    return value === undefined ? otherwise : safeLine(String(value)) || otherwise;
  };
}

export const ERROR_WORDS: Record<ErrorCode, Sentence> = {
  INPUT_INVALID: (p) =>
    `That is not something the node understands (${p('field', p('what', p('state', 'a value is malformed')))}). Check the command with --help.`,
  NAME_INVALID: (p) =>
    `That name does not work${reasonOf(p)}. Use 1 to ${p('limit', '64')} characters, without line breaks or control characters.`,
  NOTE_TOO_LONG: (p) => `The note is too long. Keep it to ${p('limit', '500')} characters.`,
  TEXT_EMPTY: () => 'There is nothing to send: the message is empty.',
  TEXT_TOO_LONG: (p) =>
    `The message is too long (at most ${p('limitBytes', '32768')} bytes). Send it in several parts.`,
  TEXT_INVALID: () => 'The message holds bytes that are not text. Send plain UTF-8 text.',
  TARGET_INVALID: (p) =>
    `That is neither an address like host:8443 nor a whole kith://add/… link${reasonOf(p)}. Ask your friend for what \`${example('id')}\` prints.`,
  FORMER_KEY_INVALID: (p) => formerKeySentence(p('reason', '')),
  NOT_FOUND: (p) => notFoundSentence(p),
  AMBIGUOUS_NAME: (p) =>
    `"${p('name', 'That')}" could mean several: ${p('candidates', 'more than one contact')}. Type more of the name, or the id.${p('what', '') === 'contact' ? ` A name you give somebody with ${hint('rename')} comes before those they gave themselves.` : ''}`,
  CONTACT_EXISTS: (p) => knownSentence(p('name', ''), p('state', '')),
  CONTACT_IS_SELF: () => 'That is your own node. Ask your friend for their address or link.',
  CONTACT_BLOCKED: (p) => blockedSentence(p('name', '')),
  CONTACT_FROZEN: (p) =>
    `${p('name', 'That contact')} has announced a new key, so nothing is sent until you decide. See ${hint('requests')}.`,
  CONTACT_REMOVED: (p) =>
    `${p('name', 'That contact')} was removed. Add them again with ${hint('add ADDRESS')}.`,
  REQUEST_TAKEN_BACK: () => 'You took your request back before they answered.',
  MESSAGE_ALREADY_SENT: () => 'The message has already left and cannot be taken back.',
  MESSAGE_NOT_DELIVERED: () =>
    `The message has not reached the other side yet. Take it back with ${hint('withdraw')}, or delete it once it is delivered.`,
  ATTACHMENTS_FULL: () => 'Too many files are attached. Send some first.',
  DELETIONS_FULL: () => 'Too much is being deleted at once. Try again in ten seconds.',
  FILE_UNREADABLE: (p) =>
    p('reason', '') === 'entries'
      ? `${p('path', 'That folder')} cannot be sent: more than 10,000 files and folders are in it. Pack it yourself, or send a part of it.`
      : `${p('path', 'That file')} cannot be sent (${spoken(p('reason', 'it cannot be read'))}).`,
  FILE_CHANGED: (p) =>
    `${p('path', 'The file')} is not what it was when it was offered. Nothing more of it is sent; send the new version.`,
  FILE_LOST: () => 'This file is not in your home any more as it arrived. Ask for it again.',
  METADATA_UNKNOWN: (p) =>
    `${p('path', 'The photo')} is not built as photos are, so its metadata (place, time, camera) cannot be taken off. Nothing was sent; --keep-metadata sends it as it is.`,
  FOLDER_UNUSABLE: (p) =>
    `Nothing can be saved in ${p('path', 'that folder')} (${spoken(p('reason', 'it cannot be written'))}). Choose another with --to.`,
  TRANSFER_NOT_POSSIBLE: (p) => `${transferStageSentence(p('stage', ''))} See ${hint('transfers')}.`,
  COMMAND_REUSED_ID: () => 'The same id was used for two different things. Run the command again.',
  COMMAND_UNKNOWN: (p) =>
    `The running node does not know ${p('command', 'that command')}. It may be an older version: restart it.`,
  COMMAND_FAILED: (p) =>
    `Something went wrong inside the node that should not have (${p('command', 'an error in Kith')}). Its log has the details.`,
  ANSWER_LOST: () =>
    `The node was locked, or a part of it ended, before it answered, so it is not known whether that was done. Look, once it is open (${hint('unlock')}), before you repeat it.`,

  IDENTITY_EXISTS: (p) =>
    `There is already an identity in ${p('home', 'this home')}; it was not touched. For another one use --home DIR.`,
  IDENTITY_MISSING: (p) =>
    `There is no identity in ${p('home', 'this home')} yet. Make one with ${hint('init')}; ${hint('start')} makes one too and starts the node.`,
  PASSWORD_WRONG: () => 'That password does not open this vault. Mind Caps Lock and the keyboard layout.',
  PASSWORD_HOPELESS: (p) =>
    `That password would be guessed at once${reasonOf(p)}. Choose a longer one: several unrelated words are good.`,
  PASSWORD_MISSING: (p) => passwordMissingSentence(p),
  VAULT_DAMAGED: (p) =>
    `The vault file ${fileOf(p, 'vault.json')} is damaged or missing, and ${vaultCopyState(p)}. Put back both from your backup; your password is not the problem.`,
  VAULT_UNSUPPORTED: () =>
    'The vault was written by a newer Kith, or asks for more than is safe. Update Kith.',
  NODE_LOCKED: () => `The node is locked. Open it with ${hint('unlock')}.`,
  NODE_NOT_RUNNING: () =>
    `No node is running for this home. Start it with ${hint('node')} or ${hint('start')}.`,
  NODE_STOPPING: () => `The node is stopping. Start it again with ${hint('node')}.`,
  HOME_IN_USE: (p) => homeInUseSentence(p),
  HOME_UNUSABLE: (p) =>
    `The home directory cannot be used (${[fileOf(p, 'see --home'), spoken(p('reason', ''))].filter(Boolean).join(': ')}). Check that it exists and belongs to you.`,
  STORE_DAMAGED: () => 'The database is damaged. Put back a backup; until then nothing is written.',
  STORE_TOO_NEW: () => 'The database was written by a newer Kith. Update Kith and start again.',
  STORE_FAILED: () =>
    'The database could not be written. Check the disk, then try again; nothing half-done was kept.',
  DISK_FULL: (p) => `The disk is full (${fileOf(p, 'your home')}). Free some space and try again.`,
  ACCESS_DENIED: (p) => accessSentence(p),

  CONFIG_INVALID: (p) => configSentence(p),
  PORT_BUSY: (p) =>
    `${p('port', '') ? `Port ${p('port', '')}` : 'The port'} is used by another program, perhaps another Kith. Stop that one, or choose another port: ${otherPort(p, '9443')}.`,
  ADDRESS_UNAVAILABLE: (p) =>
    `This machine cannot listen on ${p('host', p('address', 'that address'))}. Use \`--host 0.0.0.0\` or an address it has.`,
  CERTIFICATE_INVALID: (p) =>
    `For TLS ${fileOf(p, 'the certificate in the settings')} cannot be used${reasonOf(p)}. Put it right, or remove both settings to have a certificate made.`,
  WINDOW_MISSING: () => 'The window is not built. Run `npm run build` in the directory of Kith.',

  PEER_UNREACHABLE: (p) =>
    `${p('address', 'That node')} could not be reached. It may be off or behind a router; it is tried again.`,
  PEER_REFUSED_CONNECTION: (p) =>
    `Nobody listens at ${p('address', 'that address')}. Their node may be off, or the port is another.`,
  PEER_NAME_UNKNOWN: (p) =>
    `There is no machine called ${p('host', p('address', 'that').replace(/:\d+$/u, ''))}. Check the spelling and your connection.`,
  PEER_TIMEOUT: (p) =>
    `${p('address', 'That node')} did not answer in time. A firewall may be in the way; it is tried again.`,
  PEER_NOT_TLS: (p) =>
    `What listens at ${p('address', 'that address')} does not speak TLS, so it is not a Kith node. Check the port.`,
  PEER_NOT_KITH: (p) =>
    `What listens at ${p('address', 'that address')} is not a Kith node. Check the address and the port.`,
  PEER_VERSION_UNSUPPORTED: (p) => versionSentence(p('older', '')),
  PEER_OTHER_IDENTITY: (p) =>
    p('fromLink', '')
      ? `The node at ${p('address', 'that address')} is not the one the link names. Nothing was sent; ask your friend for a new link.`
      : `Another node than the one you mean answers at ${p('address', 'that address')}. Nothing was sent; ask whose address they have now.`,
  PEER_BUSY: (p) => `${p('address', 'That node')} is busy. It is tried again soon.`,
  PEER_CLOSED: () => 'The other node closed the connection. It is tried again.',
  TLS_INTERCEPTED: (p) =>
    `Something between you and ${p('address', 'that node')} opens encrypted connections. Nothing was sent; try another network.`,
  LINK_TO_SELF: () => 'That address leads back to your own node.',

  HANDSHAKE_FAILED: () => 'The other node could not prove who it is. Nothing was sent; it is tried again.',
  FRAME_MALFORMED: () => 'The other node sent something unreadable and was disconnected. It is tried again.',
  FRAME_UNSUPPORTED: () =>
    'The other node sent something this version does not know. One of the two needs an update.',
  FRAME_NOT_ALLOWED: () => 'The other node did something it may not do and was disconnected.',
  PAYLOAD_REFUSED: () => 'The other node refused what the message holds. It may need an update.',
  STREAM_BROKEN: () => 'The order of messages with that node was lost. It is being put right.',
  RATE_EXCEEDED: () => 'Too much at once. Wait a moment and try again.',
};

function formerKeySentence(reason: string): string {
  if (reason === 'own') return 'That is the key you have now, not one from before. Nothing was sent.';
  if (reason === 'theirs')
    return 'That is the key of whom you are adding, not one of yours. Nothing was sent.';
  return 'That names no key you had before. Nothing was sent; give the whole kith1… id, or the link you had then.';
}

function configSentence(p: Param): string {
  const { place, what } = mistake(p);
  return `The configuration is not valid${inParentheses(place)}: ${what} Nothing was started; \`${example('config generate')}\` shows every setting.`;
}

/** One mistake of a settings file, for a list of them: where, and what was expected. */
export function configMistake({ params: { line, ...others } }: { readonly params: ErrorParams }): string {
  const { what } = mistake(reader(others));
  return line === undefined ? what : `line ${String(line)}: ${what}`;
}

function mistake(p: Param): { place: string; what: string } {
  const place = [p('file', ''), p('line', '') && `line ${p('line', '')}`].filter(Boolean).join(', ');
  const key = [p('section', ''), p('key', '')].filter(Boolean).join('.');
  const given = key && `${key}${p('value', '') && ` is "${p('value', '')}"`}`;
  const expected = p('expected', '') && `expected ${p('expected', '')}`;
  const what = [given, expected].filter(Boolean).join('; ') || 'a setting is wrong';
  return { place, what: what.endsWith('?') ? what : `${what}.` };
}

function notFoundSentence(p: Param): string {
  const [name, what] = [p('name', ''), p('what', '')];
  if (name === '')
    return `That does not exist any more. Look again with ${hint('contacts')} or ${hint('requests')}.`;
  if (what === 'message' && name === 'last')
    return 'Nothing of yours waits to leave: there is no message to take back.';
  if (what === 'message')
    return `No message of yours here has the id "${name}". See ${hint(`history ${asArgument(p('contact', 'NAME'))} --json`)}.`;
  if (what === 'file') return `No file has the id "${name}". See ${hint('offers')} or ${hint('transfers')}.`;
  if (what === 'request') return `No request has the number or name "${name}". See ${hint('requests')}.`;
  if (what === 'blocked') return `Nobody called "${name}" is blocked. See ${hint('contacts --blocked')}.`;
  if (what === 'person')
    return `Nobody who is your contact or asks to be is called "${name}". See ${hint('contacts')} and ${hint('requests')}.`;
  return `No contact is called "${name}". See ${hint('contacts')}.`;
}

function knownSentence(name: string, state: string): string {
  if (state === 'requested')
    return `You asked${name && ` ${name}`} already; waiting for their answer. Nothing was changed.`;
  return `That is already your contact${name && ` ${name}`}. Nothing was changed.`;
}

function passwordMissingSentence(p: Param): string {
  if (p('isEmpty', '')) return 'The password is empty.';
  const unread = p('file', '') && `, and ${p('file', '')} cannot be read`;
  return p('isNew', '')
    ? `A new password is needed${unread}. Run this in a terminal, or set KITH_NEW_PASSWORD_FILE.`
    : `A password is needed${unread}. Run this in a terminal, set KITH_PASSWORD_FILE, or use --password-stdin.`;
}

function blockedSentence(name: string): string {
  if (name === '')
    return `That contact is blocked. ${hint('contacts --blocked')} lists whom you can unblock.`;
  return `${name} is blocked. Use ${hint(`unblock ${asArgument(name)}`)} first.`;
}

/** The window has a port of its own, which no settings file names. */
function otherPort(p: Param, port: string): string {
  const flag = p('flag', '');
  return flag === ''
    ? `${startedWith(`--port ${port}`)}, or \`port\` in config.conf`
    : startedWith(`--${flag} ${port}`);
}

function versionSentence(older: string): string {
  if (older === 'theirs') return 'Their Kith is older than yours can talk to. Ask them to update it.';
  if (older === 'ours') return 'Your Kith is older than theirs can talk to. Update it.';
  return 'The two nodes speak different versions. Whoever has the older Kith needs to update it.';
}

function transferStageSentence(stage: string): string {
  if (stage === 'done') return 'That file has arrived already.';
  if (stage === 'ended') return 'That file was given up already.';
  if (stage === 'offered' || stage === 'waiting')
    return 'That file is only offered: accept or decline it first.';
  return 'That is not possible with this file now.';
}

function vaultCopyState(p: Param): string {
  const copy = p('backup', 'its second copy');
  return p('backupState', '') === 'missing' ? `${copy} is missing` : `so is ${copy}`;
}

function homeInUseSentence(p: Param): string {
  const known = [p('face', ''), p('pid', '0') !== '0' && `process ${p('pid', '')}`]
    .filter(Boolean)
    .join(', ');
  return `Another Kith${inParentheses(known)} already uses this home. Use that one, or stop it first.`;
}

function accessSentence(p: Param): string {
  if (p('port', ''))
    return `You may not listen on port ${p('port', '')}. Choose one above 1023: ${otherPort(p, '8443')}.`;
  return `Access was denied${inParentheses(fileOf(p, ''))}. Use the account that owns the node's home.`;
}

function fileOf(p: Param, otherwise: string): string {
  return p('file', p('path', otherwise));
}

function reasonOf(p: Param): string {
  return inParentheses(spoken(p('reason', '')));
}

/** Reasons are short codes such as `not-a-certificate`. */
function spoken(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll('-', ' ');
}

const REASONS: Readonly<Record<string, string>> = {
  short: 'it is too short',
  common: 'it is on every list of common passwords',
  repeated: 'it repeats itself',
  sequence: 'it is a run of neighbouring keys',
  name: 'it is your name',
  empty: 'it is empty',
  long: 'it is too long',
  characters: 'it holds control characters',
  scheme: 'that is another kind of link',
  'no-link': 'there is no link in the text',
  address: 'the address is malformed',
  'link-id': 'the id in the link is incomplete or mistyped',
  owner: 'it belongs to another user',
  lock: 'it cannot be locked',
  missing: 'there is none',
  mismatch: 'the key does not belong to the first certificate',
  refused: 'TLS does not take it',
  'encrypted-key': 'the key is behind a passphrase',
  folder: 'it is a folder',
  special: 'it is not a plain file',
  'no-disk': 'no files can be kept there',
  access: 'access is denied',
  'socket-path': 'the path for the local socket is too long',
};

function inParentheses(text: string): string {
  return text && ` (${text})`;
}
