// Files on their way from the window to the node. They are attached once the node has them, in the order they were given.

import { createStore } from 'zustand/vanilla';
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
    const isTaken = await means.shell.handOver(entry.id, file, sent, signal);
    if (isWanted(entry) && isTaken) await attach(conversationId, entry.id, means.node);
    else if (isWanted(entry)) remark({ text: words('attach.refused', { name: entry.name }) });
    handing.setState((all) => all.filter(({ id }) => id !== entry.id), true);
  }
}

/** Not taken out meanwhile. */
function isWanted({ id }: HandedFile): boolean {
  return handing.getState().some((one) => one.id === id);
}

function begin(conversationId: string, file: File) {
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
