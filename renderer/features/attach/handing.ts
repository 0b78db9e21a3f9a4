// Files on their way from the window to the node. They are attached once the node has them, in the order they were given.

import { createStore } from 'zustand/vanilla';
import type { AppError } from '../../../src/base/app-error.js';
import { carryInSession } from '../../node-client/carry-in-session.js';
import { freshId } from '../../node-client/fresh-id.js';
import type { NodeClient } from '../../node-client/use-node.js';
import type { Shell } from '../../shell/shell.js';
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

/** Attaches files one after another; each that cannot be taken is told and passed over. */
export async function attachFiles(
  conversationId: string,
  files: readonly File[],
  means: Means,
): Promise<void> {
  const begun = files.map((file) => begin(conversationId, file));
  for (const { entry, file, signal } of begun) {
    if (!isWanted(entry)) continue;
    const sent = (bytes: number) => {
      note(entry.id, bytes);
    };
    const isTaken =
      (await means.shell.handOver(entry.id, file)) || (await giveBytes({ entry, file, signal }, sent, means));
    if (isWanted(entry) && isTaken) await attach(conversationId, entry.id, means.node);
    handing.setState((all) => all.filter(({ id }) => id !== entry.id), true);
  }
}

/** False: it was not taken, which the owner was told, or given up by them. */
async function giveBytes(
  { entry, file, signal }: Begun,
  sent: (bytes: number) => void,
  { node: { connection }, shell }: Means,
): Promise<boolean> {
  const { id, name, sizeBytes } = entry;
  const begun = await connection.call('beginHandOver', { id, name, sizeBytes });
  if (begun.ok) {
    if (shell.carry) await shell.carry(id, file, sent, signal);
    else await carryInSession(connection, { id, file }, sent, signal);
  }
  if (signal.aborted) {
    await connection.call('dropHandOver', { id });
    return false;
  }
  // What broke off is refused here, with the reason.
  const ended = begun.ok ? await connection.call('endHandOver', { id }) : begun;
  if (!ended.ok) remark({ text: refusal(name, ended.error) });
  return ended.ok;
}

function refusal(name: string, error: AppError): string {
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
  readonly file: File;
  readonly signal: AbortSignal;
}

function begin(conversationId: string, file: File): Begun {
  const abort = new AbortController();
  const id = freshId();
  const entry: HandedFile = {
    id,
    conversationId,
    name: file.name,
    sizeBytes: file.size,
    sentBytes: 0,
    cancel: () => {
      abort.abort();
      handing.setState((all) => all.filter((one) => one.id !== id), true);
    },
  };
  handing.setState((all) => [...all, entry], true);
  return { entry, file, signal: abort.signal };
}

function note(id: string, sentBytes: number): void {
  handing.setState((all) => all.map((one) => (one.id === id ? { ...one, sentBytes } : one)), true);
}

async function attach(
  conversationId: string,
  attachmentId: string,
  { connection }: NodeClient,
): Promise<void> {
  const done = await connection.call('attachFile', { conversationId, attachmentId });
  if (!done.ok) remark({ text: errorWords(done.error) });
}
