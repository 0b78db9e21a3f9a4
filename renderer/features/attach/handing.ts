// Files on their way from the window to the node. They are attached once the node has them, in the order they were given.

import { createStore } from 'zustand/vanilla';
import type { AppError } from '../../../src/base/app-error.js';
import { base64url, carryInSession } from '../../node-client/carry-in-session.js';
import { freshId } from '../../node-client/fresh-id.js';
import type { NodeClient } from '../../node-client/use-node.js';
import type { Shell } from '../../shell/shell.js';
import type { Given, GivenFolder } from '../../ui/given.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { words } from '../../words/language.js';

export interface HandedFile {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly cancel: () => void;
}

export const handing = createStore<readonly HandedFile[]>(() => []);

interface Means {
  readonly node: NodeClient;
  readonly shell: Shell;
}

/** Attaches files one after another; each that cannot be taken is told and passed over. Where no more fit, the rest is given up. */
export async function attachFiles(
  conversationId: string,
  given: readonly Given[],
  means: Means,
): Promise<void> {
  const begun = given.map((one) => begin(conversationId, one));
  for (const one of begun) {
    const { entry } = one;
    if (!isWanted(entry)) continue;
    if ((await bring(one, means)) === 'full') for (const each of begun) each.entry.cancel();
    handing.setState((all) => all.filter(({ id }) => id !== entry.id), true);
  }
}

/** full: no more may be attached. Of what is not taken, full or not, the owner was told, unless they gave it up. */
type Outcome = 'taken' | 'full' | 'notTaken';

/** Hands it over and attaches it, or leaves nothing of it with the node. */
async function bring(begun: Begun, means: Means): Promise<Outcome> {
  const { entry } = begun;
  const { connection } = means.node;
  const { id, conversationId } = entry;
  const given = await give(begun, means);
  if (given !== 'taken') return given;
  const attached = isWanted(entry) ? await attach(begun, means.node) : 'notTaken';
  if (attached !== 'taken') await connection.call('dropHandOver', { id });
  // Taken out while the node attached it.
  else if (!isWanted(entry))
    await connection.call('setAttachments', { conversationId, attachmentIds: [], known: [id] });
  return attached;
}

async function give(begun: Begun, means: Means): Promise<Outcome> {
  const { entry, given, signal } = begun;
  const { node, shell } = means;
  // Files of older Electrons have a path, too, which counts for nothing.
  if (!(given instanceof File) && 'path' in given) {
    const taken = await node.connection.call('handOverFile', { id: entry.id, path: given.path });
    if (!taken.ok)
      tellFolder(given.name, taken.error.params['reason'] === 'entries' ? 'entries' : 'unreadable');
    return taken.ok ? 'taken' : 'notTaken';
  }
  const place = given instanceof File ? given : given.place;
  if (place && (await shell.handOver(entry.id, place))) return 'taken';
  const file = given instanceof File ? given : await packed(given, signal);
  return file && isWanted(entry) ? giveBytes(begun, file, means) : 'notTaken';
}

/** Undefined: it cannot be packed, which the owner was told, or they gave it up. */
async function packed({ name, list }: GivenFolder, signal: AbortSignal): Promise<File | undefined> {
  try {
    const entries = await list();
    if (entries !== 'entries') {
      const { packedFolder } = await import('./packed-folder.js');
      return await packedFolder(name, entries, signal);
    }
    tellFolder(name, entries);
  } catch {
    if (!signal.aborted) tellFolder(name, 'unreadable');
  }
  return undefined;
}

function tellFolder(name: string, why: 'entries' | 'unreadable'): void {
  const key = why === 'entries' ? 'attach.tooManyInFolder' : 'attach.folderRefused';
  remark({ text: words(key, { name }) });
}

async function giveBytes(
  { entry: { id, conversationId, name }, signal }: Begun,
  file: File,
  { node: { connection }, shell }: Means,
): Promise<Outcome> {
  const { size: sizeBytes } = file;
  const sent = (sentBytes: number) => {
    note(id, { sizeBytes, sentBytes });
  };
  const begun = await connection.call('beginHandOver', { id, name, sizeBytes, conversationId });
  if (begun.ok) {
    if (shell.carry) await shell.carry(id, file, sent, signal);
    else await carryInSession(connection, { id, file }, sent, signal);
  }
  if (signal.aborted) {
    await connection.call('dropHandOver', { id });
    return 'notTaken';
  }
  // What broke off is refused here, with the reason.
  const ended = begun.ok ? await connection.call('endHandOver', { id }) : begun;
  if (ended.ok) return 'taken';
  remark({ text: refusal(name, ended.error) });
  return outcomeOf(ended.error);
}

function outcomeOf({ code }: AppError): Outcome {
  return code === 'ATTACHMENTS_FULL' ? 'full' : 'notTaken';
}

function refusal(name: string, error: AppError): string {
  if (error.code === 'ATTACHMENTS_FULL') return errorWords(error);
  const isBroken = error.code === 'INPUT_INVALID' || error.code === 'NOT_FOUND';
  return isBroken
    ? words('attach.refused', { name })
    : words('attach.notTaken', { name, why: errorWords(error) });
}

/** Not taken out meanwhile. */
function isWanted({ id }: HandedFile): boolean {
  return handing.getState().some((one) => one.id === id);
}

interface Begun {
  readonly entry: HandedFile;
  readonly given: Given;
  readonly signal: AbortSignal;
}

function begin(conversationId: string, given: Given): Begun {
  const abort = new AbortController();
  const id = freshId();
  const entry: HandedFile = {
    id,
    conversationId,
    name: given instanceof File ? given.name : `${given.name}.zip`,
    // Of a folder it is known once it is packed.
    sizeBytes: given instanceof File ? given.size : 0,
    sentBytes: 0,
    cancel: () => {
      abort.abort();
      handing.setState((all) => all.filter((one) => one.id !== id), true);
    },
  };
  handing.setState((all) => [...all, entry], true);
  return { entry, given, signal: abort.signal };
}

function note(id: string, known: Pick<HandedFile, 'sizeBytes' | 'sentBytes'>): void {
  handing.setState((all) => all.map((one) => (one.id === id ? { ...one, ...known } : one)), true);
}

async function attach(
  { entry: { id: attachmentId, conversationId }, given }: Begun,
  { connection }: NodeClient,
): Promise<Outcome> {
  const { thumbnailOf } = await import('./thumbnail.js');
  const mayDraw = async () => {
    const shown = await connection.call('shownType', { attachmentId });
    return shown.ok && shown.value.type?.startsWith('image/') === true;
  };
  const thumbnail = given instanceof File ? await thumbnailOf(given, mayDraw) : undefined;
  const done = await connection.call('attachFile', {
    conversationId,
    attachmentId,
    ...(thumbnail && { thumbnail: base64url(thumbnail) }),
  });
  if (done.ok) return 'taken';
  remark({ text: errorWords(done.error) });
  return outcomeOf(done.error);
}
